package io.nscatools.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.netty.util.NetUtil;
import io.nscatools.cli.Cli;
import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.EncryptionMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code nsca} command: the options of the C daemon, always in the foreground. */
@Command(
        name = "nsca",
        header = "Takes passive check results from send_nsca and writes them to Nagios' command file.",
        synopsisHeading = "Usage: ",
        separator = " ",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        exitCodeOnUsageHelp = NscaServerCommand.EXIT_USAGE,
        exitCodeOnVersionHelp = NscaServerCommand.EXIT_USAGE,
        exitCodeOnInvalidInput = NscaServerCommand.EXIT_USAGE,
        footerHeading = "%nExit codes:%n",
        footer = {"2 bad configuration, or the port cannot be used; 3 usage."})
public final class NscaServerCommand implements Callable<Integer> {
    static final int EXIT_FAILED = 2;
    static final int EXIT_USAGE = 3;

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(NscaServerCommand.class);

    @Option(names = "-c", paramLabel = "FILE", description = "Configuration file, such as nsca.cfg.")
    private Path configFile;

    @Option(
            names = {"-f", "--single", "--daemon"},
            description = "Accepted for the C daemon's sake: the server always stays in the foreground, one process for"
                    + " all connections.")
    @SuppressWarnings("UnusedVariable") // there is nothing to choose
    private boolean foreground;

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
        Charset charset = Charset.defaultCharset();
        System.exit(run(args, new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset)));
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = Cli.of(new NscaServerCommand(out, err), out, err);
        if (args.length == 0) {
            commandLine.usage(out);
            return EXIT_USAGE;
        }
        return commandLine.execute(args);
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
        NscaServerConfig config;
        try {
            config = NscaServerConfig.read(configFile);
        } catch (CfgException e) {
            err.println(e.getMessage());
            err.println("Error: Config file '" + configFile + "' contained errors, the server does not start");
            return EXIT_FAILED;
        }
        if (config.debug()) {
            ((Logger) LoggerFactory.getLogger("io.nscatools")).setLevel(Level.DEBUG);
        }
        config.notes().forEach(note -> LOG.info("{}", note));
        config.credential().warning().ifPresent(warning -> LOG.warn("{}: {}", configFile, warning));
        NscaServer server;
        try {
            server = NscaServer.start(config, Clock.systemUTC());
        } catch (IOException e) {
            err.println("Error: " + e.getMessage());
            return EXIT_FAILED;
        }
        LOG.info(
                "listening on {}, encryption method {}, command file {}",
                NetUtil.toSocketAddressString(server.address()),
                config.credential().method(),
                config.commandFile());
        stopOnShutdown(server);
        new CountDownLatch(1).await();
        return 0;
    }

    /**
     * Another signal while the server stops ends it at once; the exit code is then 128 and its number, as in shells.
     */
    private static void haltOnSignal(String name, int number) {
        Signals.handle(name, () -> Runtime.getRuntime().halt(128 + number));
    }

    private static void stopOnShutdown(NscaServer server) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            LOG.info("stopping");
                            haltOnSignal("TERM", 15);
                            haltOnSignal("INT", 2);
                            server.close();
                            LOG.info("stopped");
                        },
                        "shutdown"));
    }
}
