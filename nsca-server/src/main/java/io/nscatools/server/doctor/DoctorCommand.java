package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import io.nscatools.cli.StandardCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code nsca-server doctor} command. */
@Command(
        name = "nsca-server doctor",
        header = "Says what keeps check results from reaching Nagios, and what to do about it. Writes nothing.",
        exitCodeOnUsageHelp = Findings.EXIT_USAGE,
        exitCodeOnVersionHelp = Findings.EXIT_USAGE,
        exitCodeOnInvalidInput = Findings.EXIT_USAGE,
        footerHeading = "%n",
        footer = "Exit codes: 0 all is well; 1 there is a problem; 2 usage.")
public final class DoctorCommand extends StandardCommand {
    @Option(
            names = "-c",
            paramLabel = "FILE",
            defaultValue = "/etc/nsca-toolkit/nsca.yml",
            description = "The server's configuration file (default: ${DEFAULT-VALUE}).")
    private Path configFile;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "The user that the server runs as (default: that of the running server or of its systemd"
                    + " unit).")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--nagios",
            paramLabel = "FILE",
            description = "Nagios' main configuration file (default: that of the running Nagios, or the usual places).")
    private Optional<Path> nagiosConfigFile = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The host whose service Nagios must know (default: any that has the service).")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--service",
            paramLabel = "DESCRIPTION",
            defaultValue = "TCP Wrappers",
            description = "The service that Nagios must know (default: ${DEFAULT-VALUE}).")
    private String service;

    private final PrintWriter out;

    /** The command, which prints to {@code out}. */
    public DoctorCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        Findings findings = new Findings(out);
        new ServerDoctor(findings, configFile, user, nagiosConfigFile, new ServiceCheck(findings, host, service)).run();
        return findings.exitCode();
    }
}
