package io.nscatools.configgen;

import io.nscatools.cli.Cli;
import io.nscatools.yaml.ProblemsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all commands on an inventory do alike. */
@Command(mixinStandardHelpOptions = true, versionProvider = Cli.Version.class)
abstract class BaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "INVENTORY", description = "The inventory, a YAML file.")
    private Path inventoryFile;

    @Override
    public final Integer call() throws ProblemsException {
        return run(InventoryReader.read(inventoryFile), spec.commandLine().getOut());
    }

    /** Runs the command and returns its exit code. */
    abstract int run(Inventory inventory, PrintWriter out) throws ProblemsException;
}
