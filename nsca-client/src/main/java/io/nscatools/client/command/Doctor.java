package io.nscatools.client.command;

import io.nscatools.cli.Findings;
import io.nscatools.client.NscaClient;
import io.nscatools.client.NscaClientBuilder;
import io.nscatools.client.ServerAddress;
import io.nscatools.client.command.Arguments.UsageException;
import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.CfgProblem;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code send_nsca --doctor}: looks at everything between this machine and the daemons, and sends no result. */
final class Doctor {
    private final Map<String, String> environment;
    private final Settings settings;
    private final Path configFile;
    private final PacketLayout defaultLayout;
    private final PrintWriter out;
    private final Findings findings;

    Doctor(
            Map<String, String> environment,
            Settings settings,
            Path configFile,
            PacketLayout defaultLayout,
            PrintWriter out) {
        this.environment = environment;
        this.settings = settings;
        this.configFile = configFile;
        this.defaultLayout = defaultLayout;
        this.out = out;
        this.findings = new Findings(out);
    }

    /** Prints what is found and returns the exit code. */
    int run() throws UsageException {
        findings.ok("java", System.getProperty("java.version") + ", " + System.getProperty("java.home"));
        Optional<SendNscaConfig> read = config();
        if (read.isPresent()) {
            SendNscaConfig config = read.get();
            List<ServerAddress> servers = SendNsca.servers(settings, config);
            password(config).ifPresent(password -> servers(servers, config, new Credential(config.method(), password)));
            if (settings.spool().isPresent()) {
                new SpoolCheck(settings.spool().get(), settings.spoolLimits(), findings)
                        .run(
                                settings.broadcast()
                                        ? servers.stream().map(List::of).toList()
                                        : List.of(servers));
            }
        }
        return findings.exitCode();
    }

    private Optional<SendNscaConfig> config() {
        try {
            SendNscaConfig config = SendNscaConfig.from(CfgFile.read(configFile));
            findings.ok("config", configFile + ": method " + config.method());
            config.warnings().forEach(warning -> findings.note("config", warning));
            return Optional.of(config);
        } catch (CfgException e) {
            for (CfgProblem problem : e.problems()) {
                findings.problem(
                        "config",
                        problem.toString(),
                        problem.line() > 0
                                ? "correct that line; until then nothing is sent"
                                : "name the file with -c FILE, and let this user read it");
            }
            return Optional.empty();
        }
    }

    private Optional<Secret> password(SendNscaConfig config) {
        try {
            Optional<Secret> fromEnvironment = Password.of(environment, new Console(out, out, true));
            Optional<Path> file = fromEnvironment.isPresent()
                    ? Password.file(environment)
                    : config.password().map(password -> configFile);
            if (file.isPresent() && SendNscaConfig.isReadableByOthers(file.get())) {
                findings.problem(
                        "password", file.get() + ": everybody on this machine can read it", "chmod o-r " + file.get());
            } else {
                String where = fromEnvironment.isPresent() ? "in " + Password.VARIABLE : "none";
                findings.ok("password", file.map(path -> "in " + path).orElse(where));
            }
            return Optional.of(fromEnvironment.or(config::password).orElseGet(() -> new Secret(new byte[0])));
        } catch (IOException e) {
            findings.problem("password", e.getMessage(), "set it to the password of the server, or unset it");
            return Optional.empty();
        }
    }

    private void servers(List<ServerAddress> servers, SendNscaConfig config, Credential credential) {
        credential.warning().ifPresent(warning -> findings.note("password", warning));
        NscaClientBuilder prototype = NscaClient.builder()
                .credential(credential)
                .layout(config.layout().orElse(defaultLayout))
                .connectTimeout(settings.connectTimeout())
                .timeout(settings.connectTimeout().multipliedBy(2));
        for (ServerAddress server : servers) {
            NscaClient client = prototype.copy().server(server).build();
            new ServerCheck(server, client, settings.connectTimeout(), findings).run();
        }
    }
}
