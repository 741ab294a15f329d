package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import io.nscatools.protocol.Credential;
import io.nscatools.server.config.ConfigException;
import io.nscatools.server.config.CredentialConfig;
import io.nscatools.server.config.ListenAddress;
import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.server.sink.SinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at everything between the server's port and Nagios, in the order in which a result passes it. */
final class ServerDoctor {
    private final Findings findings;
    private final Path configFile;
    private final Optional<String> userName;
    private final Optional<Path> nagiosConfigFile;
    private final ServiceCheck serviceCheck;

    ServerDoctor(
            Findings findings,
            Path configFile,
            Optional<String> userName,
            Optional<Path> nagiosConfigFile,
            ServiceCheck serviceCheck) {
        this.findings = findings;
        this.configFile = configFile;
        this.userName = userName;
        this.nagiosConfigFile = nagiosConfigFile;
        this.serviceCheck = serviceCheck;
    }

    void run() {
        findings.ok("java", System.getProperty("java.version") + ", " + System.getProperty("java.home"));
        config().ifPresent(this::check);
    }

    private void check(NscaServerConfig config) {
        Optional<ProcessHandle> server = Programs.server(configFile);
        Optional<ServerUser> user = user(server);
        if (user.isPresent()) {
            files(config, user.get());
            for (ListenAddress address : config.listen()) {
                new PortCheck(findings, configFile, config).run(address);
            }
            nagios(config, user.get(), server);
        }
    }

    private Optional<NscaServerConfig> config() {
        try {
            NscaServerConfig config = NscaServerConfig.read(configFile);
            config.notes().forEach(note -> findings.note("config", note));
            return Optional.of(config);
        } catch (ConfigException e) {
            e.getMessage()
                    .lines()
                    .forEach(problem -> findings.problem(
                            "config", problem, "correct it; nsca-server --check-config tells whether it is right"));
            return Optional.empty();
        }
    }

    private Optional<ServerUser> user(Optional<ProcessHandle> server) {
        Optional<ServerUser> user = userName.isPresent()
                ? ServerUser.named(userName.get(), "given by --user")
                : server.flatMap(ServerUser::of).or(ServerUser::ofUnit).or(ServerUser::myself);
        if (user.isEmpty()) {
            findings.problem(
                    "user",
                    "there is no user " + userName.orElse(System.getProperty("user.name")),
                    "name the server's user with --user");
        } else if (user.get().isKnowable()) {
            findings.ok("user", user.get().name() + " (" + user.get().whence() + ")");
        } else {
            findings.note(
                    "user",
                    user.get().name() + " (" + user.get().whence()
                            + "): what that user may do is not known; run this as root");
        }
        return user;
    }

    /** The files with secrets in them are for the server's user and nobody else. */
    private void files(NscaServerConfig config, ServerUser user) {
        Set<Path> secrets = new LinkedHashSet<>();
        for (CredentialConfig credential : config.credentials()) {
            secrets.add(credential.passwordFile().orElse(configFile));
            new Credential(credential.method(), credential.password())
                    .warning()
                    .ifPresent(warning -> findings.note("password", credential.name() + ": " + warning));
        }
        Set<Path> files = new LinkedHashSet<>(List.of(configFile));
        files.addAll(secrets);
        for (Path file : files) {
            String point = file.equals(configFile) ? "config" : "password";
            Optional<ServerUser.Obstacle> obstacle = user.obstacle(file, "r");
            if (obstacle.isPresent()) {
                user.report(findings, point, obstacle.get());
            } else if (secrets.contains(file) && isReadableByOthers(file)) {
                findings.problem(point, file + ": everybody on this machine can read it", "chmod o-r " + file);
            } else {
                findings.ok(point, file + ": " + ServerUser.describe(file));
            }
        }
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false;
        }
    }

    private void nagios(NscaServerConfig config, ServerUser user, Optional<ProcessHandle> server) {
        Optional<Path> commandFile = config.sinks().stream()
                .filter(SinkConfig.CommandFile.class::isInstance)
                .map(sink -> ((SinkConfig.CommandFile) sink).path())
                .findFirst();
        Optional<NagiosConfig> nagios = new NagiosCheck(findings, nagiosConfigFile, serviceCheck).run(commandFile);
        for (SinkConfig sink : config.sinks()) {
            new SinkCheck(findings, user, server, nagios).run(sink);
        }
    }
}
