package io.nscatools.client.command;

import io.nscatools.cli.Cli;
import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code send_nsca} command: options, messages and exit codes of the reference (facts 54 to 76). */
@Command(
        name = "send_nsca",
        header = "Sends passive check results to an NSCA daemon.",
        synopsisHeading = "Usage: ",
        separator = " ",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        exitCodeOnUsageHelp = SendNsca.EXIT_USAGE,
        exitCodeOnVersionHelp = SendNsca.EXIT_USAGE,
        exitCodeOnInvalidInput = SendNsca.EXIT_USAGE,
        footerHeading = "%nInput:%n",
        footer = {
            "Check results are read from standard input, fields separated by tabs:",
            "  HOST NAME <tab> SERVICE DESCRIPTION <tab> RETURN CODE <tab> PLUGIN OUTPUT",
            "  HOST NAME <tab> RETURN CODE <tab> PLUGIN OUTPUT",
            "Several results are separated by the ETB character (0x17), not by newlines;",
            "for one result a line say -ds 0x0a.",
            "",
            "Exit codes: 0 sent; 2 no connection, no result or bad configuration;",
            "3 usage, or connection lost while sending; 255 input set too long."
        })
public final class SendNsca implements Callable<Integer> {
    static final int EXIT_FAILED = 2;
    static final int EXIT_USAGE = 3;

    @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", description = "The host that runs the daemon.")
    private String hostParameter;

    @Option(names = "-H", paramLabel = "HOST", description = "The same; wins over the parameter.")
    private String hostOption;

    @Option(
            names = "-p",
            paramLabel = "PORT",
            defaultValue = "5667",
            description = "The daemon's port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "-to",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Time for everything, reading the input included (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = "-d",
            paramLabel = "DELIMITER",
            defaultValue = "0x09",
            description = "Between fields: a character or its number, such as 0x3b (default: tab).")
    private String fieldDelimiter;

    @Option(
            names = "-ds",
            paramLabel = "DELIMITER",
            defaultValue = "0x17",
            description = "Between results: a character or its number, such as 0x0a (default: ETB).")
    private String setDelimiter;

    @Option(
            names = "-c",
            paramLabel = "FILE",
            defaultValue = "/etc/send_nsca.cfg",
            description = "Configuration file (default: ${DEFAULT-VALUE}).")
    private Path configFile;

    @Option(names = "--quiet", description = "Print nothing unless something is wrong.")
    private boolean quiet;

    @Option(
            names = "--legacy-2-7-mode",
            description = "Send packets of 720 bytes for an NSCA 2.7 daemon; legacy_2_7_mode in the file wins.")
    private boolean legacyMode;

    @Option(names = "--list-methods", description = "Print a table of the encryption methods and exit.")
    private boolean listMethods;

    @Spec
    private CommandSpec spec;

    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;

    SendNsca(InputStream in, PrintWriter out, PrintWriter err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        Charset charset = Charset.defaultCharset();
        PrintWriter out = new PrintWriter(System.out, true, charset);
        PrintWriter err = new PrintWriter(System.err, true, charset);
        System.exit(run(args, System.in, out, err));
    }

    /** Runs the command and returns its exit code. */
    static int run(String[] args, InputStream in, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = Cli.of(new SendNsca(in, out, err), out, err);
        if (args.length == 0) {
            commandLine.usage(out);
            return EXIT_USAGE;
        }
        return commandLine.execute(args);
    }

    @Override
    public Integer call() {
        if (listMethods) {
            out.print(EncryptionMethod.table());
            out.flush();
            return 0;
        }
        Delivery.Target target = target();
        SendNscaConfig config;
        try {
            config = SendNscaConfig.read(configFile);
        } catch (CfgException e) {
            err.println(e.getMessage());
            err.println("Error: Config file '" + configFile + "' contained errors...");
            return EXIT_FAILED;
        }
        if (!quiet) {
            config.warnings().forEach(warning -> err.println("Warning: " + warning));
            config.credential().warning().ifPresent(warning -> err.println("Warning: " + configFile + ": " + warning));
        }
        PacketLayout layout = config.layout().orElse(legacyMode ? PacketLayout.LEGACY : PacketLayout.CURRENT);
        return deliverInTime(new Delivery(target, config.credential(), layout, in, out, err, quiet));
    }

    private Delivery.Target target() {
        String host = hostOption != null ? hostOption : hostParameter;
        if (host == null || host.isEmpty()) {
            throw invalid("no host: give HOST or -H HOST");
        }
        if (port < 1 || port > 65535) {
            throw invalid("port " + port + " is not within 1..65535");
        }
        if (timeoutSeconds < 1) {
            throw invalid("-to " + timeoutSeconds + " is less than one second");
        }
        try {
            return new Delivery.Target(host, port, Delimiter.ofFields(fieldDelimiter), Delimiter.ofSets(setDelimiter));
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The clock runs from before the connection to the end, slow input included (fact 70). */
    private int deliverInTime(Delivery delivery) {
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        Thread worker = new Thread(
                () -> {
                    try {
                        exitCode.complete(delivery.run());
                    } catch (RuntimeException e) {
                        exitCode.completeExceptionally(e);
                    }
                },
                "send_nsca");
        worker.setDaemon(true); // reading standard input cannot be interrupted
        worker.start();
        try {
            return exitCode.get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            err.println("Error: Timeout after " + timeoutSeconds + " seconds");
        } catch (ExecutionException e) {
            err.println("Error: internal error, please report it: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Error: interrupted");
        }
        return EXIT_FAILED;
    }
}
