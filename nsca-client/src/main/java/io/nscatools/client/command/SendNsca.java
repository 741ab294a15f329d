package io.nscatools.client.command;

import io.nscatools.client.NscaClient;
import io.nscatools.client.NscaClientBuilder;
import io.nscatools.client.ServerAddress;
import io.nscatools.client.command.Arguments.UsageException;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code send_nsca} command: options, messages and exit codes of the reference (facts 54 to 76), and beyond. */
public final class SendNsca {
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;

    SendNsca(Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err) {
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        Charset charset = Charset.defaultCharset();
        PrintWriter out = new PrintWriter(System.out, true, charset);
        PrintWriter err = new PrintWriter(System.err, true, charset);
        int exitCode = new SendNsca(System.getenv(), new FileInputStream(FileDescriptor.in), out, err).run(args);
        out.flush();
        // Nobody waits for the end of the process; System.exit would load what logs such ends first.
        Runtime.getRuntime().halt(exitCode);
    }

    /** Runs the command and returns its exit code. */
    int run(String... args) {
        try {
            Arguments arguments = new Arguments(args);
            if (args.length == 0 || arguments.has(Option.HELP)) {
                Usage.commandLine().usage(out);
                return ExitCode.USAGE;
            }
            if (arguments.has(Option.VERSION)) {
                out.println(Usage.version());
                return ExitCode.USAGE;
            }
            return printsSomething(arguments) ? ExitCode.DELIVERED : send(arguments);
        } catch (UsageException e) {
            err.println("Incorrect command line arguments supplied: " + e.getMessage());
            Usage.commandLine().usage(err);
            return List.of(args).contains(Option.DOCTOR.toString()) ? ExitCode.DOCTOR_USAGE : ExitCode.USAGE;
        }
    }

    private boolean printsSomething(Arguments arguments) {
        if (arguments.has(Option.LIST_METHODS)) {
            out.print(EncryptionMethod.table());
        } else if (arguments.has(Option.COMPLETION)) {
            out.print(Usage.completion());
        } else if (arguments.has(Option.MANUAL)) {
            out.print(Usage.manual());
        } else {
            return false;
        }
        out.flush();
        return true;
    }

    private int send(Arguments arguments) throws UsageException {
        Settings settings = Settings.of(arguments);
        Inputs inputs = inputs(settings, arguments);
        Console console = new Console(out, err, arguments.has(Option.QUIET));
        Path configFile;
        try {
            configFile = Path.of(arguments.value(Option.CONFIG, "/etc/send_nsca.cfg"));
        } catch (InvalidPathException e) {
            throw new UsageException("-c: " + e.getMessage());
        }
        if (arguments.has(Option.DOCTOR)) {
            return new Doctor(environment, settings, configFile, layout(arguments), out).run();
        }
        Deadline deadline = Deadline.in(Duration.ofSeconds(settings.timeoutSeconds()));
        try {
            SendNscaConfig config = SendNscaConfig.read(configFile);
            List<ServerAddress> servers = servers(settings, config);
            if (!arguments.leadingHost().isEmpty() && arguments.has(Option.SERVER)) {
                console.note("Warning: -H wins over the first argument, '" + arguments.leadingHost() + "'");
            }
            Credential credential = credential(config, configFile, console);
            PacketLayout layout = config.layout().orElse(layout(arguments));
            if (arguments.has(Option.DRY_RUN)) {
                DryRun dryRun = new DryRun(out);
                int exitCode = new Run(settings, layout, dryRun, false, console, deadline).of(inputs);
                console.note("Dry run: " + dryRun.count() + " result(s) for " + servers + ", method "
                        + credential.method() + "; nothing was sent");
                return exitCode;
            }
            NscaClientBuilder builder = NscaClient.builder()
                    .credential(credential)
                    .layout(layout)
                    .connectTimeout(settings.connectTimeout())
                    .timeout(deadline.left())
                    .retries(settings.retries())
                    .confirm(settings.confirm());
            Transmission transmission = new Transmission(settings, layout, deadline, builder);
            return settings.broadcast() && servers.size() > 1
                    ? transmission.toAll(servers, inputs, console)
                    : transmission.toFirst(servers, inputs, console);
        } catch (CfgException e) {
            console.error(e.getMessage());
            console.error("Error: Config file '" + configFile + "' contained errors...");
        } catch (IOException e) {
            console.error("Error: " + e.getMessage());
        }
        return ExitCode.FAILED;
    }

    private static PacketLayout layout(Arguments arguments) {
        return arguments.has(Option.LEGACY) ? PacketLayout.LEGACY : PacketLayout.CURRENT;
    }

    static List<ServerAddress> servers(Settings settings, SendNscaConfig config) throws UsageException {
        List<ServerAddress> servers = new ArrayList<>(settings.servers());
        if (servers.isEmpty()) {
            for (String server : config.servers()) {
                servers.add(ServerAddress.parse(server, settings.port()));
            }
        }
        if (servers.isEmpty()) {
            throw new UsageException("no host: give HOST or -H HOST, or a line server=HOST in the configuration file");
        }
        return servers;
    }

    private Credential credential(SendNscaConfig config, Path configFile, Console console) throws IOException {
        Optional<Secret> password = Password.of(environment, console);
        if (password.isEmpty()) {
            password = config.password();
        }
        Credential credential = new Credential(config.method(), password.orElse(new Secret(new byte[0])));
        for (String warning : config.warnings()) {
            console.note("Warning: " + warning);
        }
        Optional<String> warning = credential.warning();
        if (warning.isPresent()) {
            console.note("Warning: " + configFile + ": " + warning.get());
        }
        return credential;
    }

    private Inputs inputs(Settings settings, Arguments arguments) throws UsageException {
        for (String file : arguments.operands()) {
            if (!file.equals("-") && !Files.isReadable(Path.of(file))) {
                throw new UsageException("'" + file + "' is no file that can be read");
            }
        }
        return settings.single().isPresent()
                ? Inputs.of("the command line", new byte[0])
                : Inputs.of(arguments.operands(), in);
    }
}
