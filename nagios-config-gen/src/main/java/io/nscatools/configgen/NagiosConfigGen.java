package io.nscatools.configgen;

import io.nscatools.cli.Cli;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code nagios-config-gen} command: each subcommand prints one file. */
@Command(
        name = "nagios-config-gen",
        header = "Generates the volatile passive \"TCP Wrappers\" service and the configuration around it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class)
public final class NagiosConfigGen implements Runnable {
    private static final int EXIT_BAD_INVENTORY = 1;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    private final PrintWriter out;

    NagiosConfigGen(PrintWriter out) {
        this.out = out;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        int exitCode = Cli.of(new NagiosConfigGen(out), out, err)
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    if (e instanceof ProblemsException) {
                        err.println(e.getMessage());
                        return EXIT_BAD_INVENTORY;
                    }
                    throw e;
                })
                .execute(args);
        out.flush();
        return exitCode;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command: give one of those below");
    }

    @Command(
            name = "services",
            header = "The volatile passive service definition of every host.",
            mixinStandardHelpOptions = true,
            versionProvider = Cli.Version.class)
    void services(
            @Parameters(paramLabel = "INVENTORY", description = "The inventory, a YAML file.") Path inventoryFile,
            @Option(
                            names = "--supporting",
                            description = "Also what the services need and Nagios may lack: check_none, contact groups,"
                                    + " time period, hosts.")
                    boolean supporting)
            throws ProblemsException {
        Inventory inventory = InventoryReader.read(inventoryFile);
        out.print(ObjectWriter.services(inventory));
        if (supporting) {
            out.print(ObjectWriter.supporting(inventory));
        }
    }

    @Command(
            name = "client",
            header = "send_nsca.cfg for the hosts. It holds the password.",
            mixinStandardHelpOptions = true,
            versionProvider = Cli.Version.class)
    void client(@Parameters(paramLabel = "INVENTORY", description = "The inventory, a YAML file.") Path inventoryFile)
            throws ProblemsException {
        out.print(MonitorWriter.client(monitor("client", inventoryFile)));
    }

    @Command(
            name = "server",
            header = "nsca.cfg for the monitor. It holds the password.",
            mixinStandardHelpOptions = true,
            versionProvider = Cli.Version.class)
    void server(@Parameters(paramLabel = "INVENTORY", description = "The inventory, a YAML file.") Path inventoryFile)
            throws ProblemsException {
        out.print(MonitorWriter.server(monitor("server", inventoryFile)));
    }

    private static Inventory.Monitor monitor(String command, Path inventoryFile) throws ProblemsException {
        return InventoryReader.read(inventoryFile)
                .monitor()
                .orElseThrow(() -> new ProblemsException(List.of(
                        new Problem(inventoryFile.toString(), 0, 0, "monitor: is missing; " + command + " needs it"))));
    }
}
