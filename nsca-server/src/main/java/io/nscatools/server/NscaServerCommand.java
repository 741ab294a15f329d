package io.nscatools.server;

import io.nscatools.cli.Cli;
import io.nscatools.cli.StandardCommand;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.server.config.ConfigException;
import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.server.doctor.DoctorCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code nsca-server} command: the options of the C daemon, always in the foreground. */
@Command(
        name = "nsca-server",
        header = "Takes passive check results from send_nsca and writes them to Nagios' command file.",
        exitCodeOnUsageHelp = NscaServerCommand.EXIT_USAGE,
        exitCodeOnVersionHelp = NscaServerCommand.EXIT_USAGE,
        exitCodeOnInvalidInput = NscaServerCommand.EXIT_USAGE,
        footerHeading = "%n",
        footer = {
            "nsca-server migrate FILE prints an nsca.cfg as nsca.yml.",
            "nsca-server doctor -c FILE says what keeps results from reaching Nagios, and what to do about it.",
            "",
            "Exit codes:",
            "1 stopped, and results are lost; 2 bad configuration, or the port cannot be used; 3 usage."
        })
public final class NscaServerCommand extends StandardCommand {
    static final int EXIT_LOST = 1;
    static final int EXIT_FAILED = 2;
    static final int EXIT_USAGE = 3;

    @Option(names = "-c", paramLabel = "FILE", description = "Configuration file: nsca.cfg, or nsca.yml.")
    private Path configFile;

    @Option(
            names = {"-f", "--single", "--daemon"},
            description = "Accepted for the C daemon's sake: the server always stays in the foreground, one process for"
                    + " all connections.")
    @SuppressWarnings("UnusedVariable") // there is nothing to choose
    private boolean foreground;

    @Option(
            names = "--inetd",
            description = "Serve one connection on standard input and output, for xinetd and systemd's Accept=yes.")
    private boolean inetd;

    @Option(names = "--check-config", description = "Say what is wrong with the configuration file and exit.")
    private boolean checkConfig;

    @Option(names = "--list-methods", description = "Print a table of the encryption methods and exit.")
    private boolean listMethods;

    @Spec
    private CommandSpec spec;

    private final PrintWriter out;
    private final PrintWriter err;

    NscaServerCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the server until the process is asked to end. */
    public static void main(String[] args) {
        if (List.of(args).contains("--inetd")) {
            Inetd.silence();
        }
        Charset charset = Charset.defaultCharset();
        int exitCode =
                run(args, new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset));
        Logging.flush();
        System.exit(exitCode);
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = Cli.of(new NscaServerCommand(out, err), out, err);
        if (args.length == 0) {
            commandLine.usage(out);
            return EXIT_USAGE;
        }
        Optional<Object> subcommand = switch (args[0]) {
            case "migrate" -> Optional.of(new MigrateCommand(out, err));
            case "doctor" -> Optional.of(new DoctorCommand(out));
            default -> Optional.empty();
        };
        return subcommand.isPresent()
                ? Cli.of(subcommand.get(), out, err).execute(Arrays.copyOfRange(args, 1, args.length))
                : commandLine.execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (listMethods) {
            out.print(EncryptionMethod.table());
            out.flush();
            return 0;
        }
        if (configFile == null) {
            throw new ParameterException(spec.commandLine(), "no configuration file: give -c FILE");
        }
        if (checkConfig) {
            return check();
        }
        return inetd ? Inetd.serve(configFile) : new ServerProcess(configFile, err).run();
    }

    private int check() {
        try {
            NscaServerConfig config = NscaServerConfig.read(configFile);
            config.notes().forEach(out::println);
            out.println(configFile + ": no errors");
            return 0;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return EXIT_FAILED;
        }
    }
}
