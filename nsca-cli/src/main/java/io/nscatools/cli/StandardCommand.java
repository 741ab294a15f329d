package io.nscatools.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** How commands show their usage, and that they have {@code --help} and {@code --version}: picocli inherits it. */
@Command(
        synopsisHeading = "Usage: ",
        separator = " ",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class)
public abstract class StandardCommand implements Callable<Integer> {
    /** A command without options of its own. */
    protected StandardCommand() {}
}
