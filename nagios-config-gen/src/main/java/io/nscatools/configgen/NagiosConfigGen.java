package io.nscatools.configgen;

import io.nscatools.cli.Cli;
import io.nscatools.yaml.ProblemsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code nagios-config-gen} command. */
@Command(
        name = "nagios-config-gen",
        header = "Generates the volatile passive \"TCP Wrappers\" service and the configuration around it.",
        description = {
            "All but the last three commands print one file; what they print for client and server holds the password.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        subcommands = {
            PrintCommands.Services.class,
            PrintCommands.Icinga2.class,
            PrintCommands.Server.class,
            PrintCommands.Client.class,
            HostCommands.HostsDenyCommand.class,
            HostCommands.Handler.class,
            AllCommand.class,
            CheckCommand.class,
            MergeCommand.class
        })
public final class NagiosConfigGen implements Runnable {
    /** What the inventory or another file says is wrong. */
    static final int EXIT_PROBLEMS = 1;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    NagiosConfigGen() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        // One byte a character: a password is bytes, and all else is ASCII.
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.ISO_8859_1);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        int exitCode = Cli.of(new NagiosConfigGen(), out, err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    if (e instanceof ProblemsException) {
                        err.println(e.getMessage());
                        return EXIT_PROBLEMS;
                    }
                    throw e;
                })
                .execute(args);
        out.flush();
        if (out.checkError()) {
            err.println("nagios-config-gen: the output could not be written");
            return EXIT_PROBLEMS;
        }
        return exitCode;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command: give one of those below");
    }
}
