package io.nscatools.tcpwrapper;

import io.nscatools.cli.Cli;
import io.nscatools.tcpwrapper.agent.AgentCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tcpwrapper-handler} command. */
@Command(
        name = "tcpwrapper-handler",
        header = "Makes a Nagios alert of every connection that TCP wrappers refuse.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AgentCommand.class, CheckCommand.class, ExplainCommand.class, InstallCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class)
public final class TcpwrapperHandler implements Runnable {
    @Spec
    private CommandSpec spec;

    TcpwrapperHandler() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    /** Runs the command and returns its exit code. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        return Cli.of(new TcpwrapperHandler(), out, err).execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command: give one of those below");
    }
}
