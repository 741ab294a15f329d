package io.nscatools.server.config;

import io.nscatools.server.sink.SinkConfig;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes what {@code nsca.cfg} says as {@code nsca.yml}, which reads back as the same. The text is ASCII, whatever is
 * in it, so no terminal or editor can change a password.
 */
public final class ConfigMigration {
    private final NscaServerConfig config;
    private final StringBuilder yaml = new StringBuilder();

    private ConfigMigration(NscaServerConfig config) {
        this.config = config;
    }

    /**
     * Returns the YAML for the configuration of one {@code nsca.cfg}.
     *
     * @param passwordFile the file that has the password, or nothing to have it in the YAML itself
     * @throws ConfigException if the password must be in the YAML but is no text
     */
    public static String toYaml(NscaServerConfig config, Optional<Path> passwordFile) throws ConfigException {
        return new ConfigMigration(config).write(passwordFile);
    }

    private String write(Optional<Path> passwordFile) throws ConfigException {
        config.notes().forEach(note -> yaml.append("# ").append(escaped(note)).append('\n'));
        config.pidFile()
                .ifPresent(file -> yaml.append("# pid_file ")
                        .append(escaped(file.toString()))
                        .append(": left out; the service manager knows the process\n"));
        ListenAddress listen = config.listen().get(0);
        line("listen:");
        line("  - port: " + listen.port());
        listen.address().ifPresent(address -> line("    address: " + quoted(address)));
        CredentialConfig credential = config.credentials().get(0);
        line("credentials:");
        line("  - method: " + credential.method().algorithm());
        line("    " + passwordLine(credential, passwordFile));
        writeSink(config.sinks().get(0));
        line("max_packet_age: " + duration(config.maxPacketAge()));
        writeWhatIsNotDefault();
        return yaml.toString();
    }

    private static String passwordLine(CredentialConfig credential, Optional<Path> passwordFile)
            throws ConfigException {
        if (passwordFile.isPresent()) {
            return "password_file: " + quoted(passwordFile.get().toAbsolutePath());
        }
        try {
            return "password: "
                    + quoted(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(credential.password().bytes())));
        } catch (CharacterCodingException e) {
            throw new ConfigException(
                    "the password is not UTF-8, so it cannot stand in YAML: give --password-file FILE,"
                            + " and it is written there as it is");
        }
    }

    private void writeSink(SinkConfig sink) {
        line("sinks:");
        if (sink instanceof SinkConfig.CommandFile file) {
            line("  - command_file: " + quoted(file.path().toAbsolutePath()));
            file.alternateDumpFile()
                    .ifPresent(dump -> line("    alternate_dump_file: " + quoted(dump.toAbsolutePath())));
        } else if (sink instanceof SinkConfig.CheckResultDirectory directory) {
            line("  - check_result_directory: " + quoted(directory.path().toAbsolutePath()));
        } else {
            throw new IllegalArgumentException("nsca.cfg has no " + sink.name());
        }
        sink.journal()
                .ifPresent(journal -> line("# What waits for Nagios is in "
                        + escaped(journal.directory().toAbsolutePath().toString())
                        + "; where the server's user may not make that, give another:"));
        line("# journal: {directory: /var/lib/nsca-toolkit/journal}");
    }

    private void writeWhatIsNotDefault() {
        LimitsConfig limits = config.limits();
        if (!limits.equals(LimitsConfig.DEFAULT)) {
            line("limits:");
            line("  idle_time: " + duration(limits.idleTime()));
            line("  connection_time: " + duration(limits.connectionTime()));
        }
        if (config.access().strictModeSpoofing()) {
            line("access:");
            line("  strict_mode_spoofing: true");
        }
        if (config.log().level() != LogConfig.DEFAULT.level()) {
            line("log:");
            line("  level: " + config.log().level());
        }
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }

    private static String duration(Duration duration) {
        return duration.toSeconds() + "s";
    }

    private static String quoted(Object text) {
        return '"' + escaped(text.toString()).replace("\"", "\\\"") + '"';
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (c >= ' ' && c < 0x7f) {
                escaped.append((char) c);
            } else {
                escaped.append(String.format("\\U%08x", c));
            }
        });
        return escaped.toString();
    }
}
