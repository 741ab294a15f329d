package io.nscatools.tcpwrapper;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that tell where the rules are. */
final class RuleFiles {
    @Option(names = "--allow-file", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}.")
    Path allow = Path.of("/etc/hosts.allow");

    @Option(names = "--deny-file", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}.")
    Path deny = Path.of("/etc/hosts.deny");
}
