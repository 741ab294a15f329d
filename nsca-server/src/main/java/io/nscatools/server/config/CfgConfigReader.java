package io.nscatools.server.config;

import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Secret;
import io.nscatools.server.sink.JournalConfig;
import io.nscatools.server.sink.PaceConfig;
import io.nscatools.server.sink.SinkConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the C daemon's {@code nsca.cfg}. */
final class CfgConfigReader {
    /** What stands for bytes that are not UTF-8. */
    private static final char NOT_UTF_8 = '\ufffd';

    private static final int MAX_PACKET_AGE_LIMIT = 900;
    private static final Duration SHORTEST_IDLE_TIME = Duration.ofSeconds(10);
    private static final Duration IDLE_TIME_OF_ANY_AGE = Duration.ofMinutes(15);

    /** Keys of the C daemon that do nothing here, each with the reason. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "nsca_user", "start the server as that user, as User= in a systemd unit does",
            "nsca_group", "start the server with that group, as Group= in a systemd unit does",
            "nsca_chroot", "let the service manager confine the server, as RootDirectory= in a systemd unit does",
            "log_facility",
                    "the log goes to standard error, where the service manager takes it; only with --inetd it"
                            + " goes to syslog");

    private final CfgFile file;
    private final List<String> notes = new ArrayList<>();

    private CfgConfigReader(CfgFile file) {
        this.file = file;
    }

    /** Returns what {@code file} says; throws with all that is wrong in it. */
    static NscaServerConfig read(CfgFile file) throws CfgException {
        return new CfgConfigReader(file).read();
    }

    private NscaServerConfig read() throws CfgException {
        ListenAddress listen = new ListenAddress(
                file.text("server_address"),
                file.number("server_port", 1, 65535).orElse(ListenAddress.DEFAULT_PORT));
        CredentialConfig credential = new CredentialConfig(
                "credential 1",
                file.encryptionMethod("decryption_method").orElse(EncryptionMethod.XOR),
                file.password("password").orElseGet(() -> new Secret(new byte[0])),
                List.of(),
                List.of(),
                List.of());
        Optional<SinkConfig> sink = sink();
        Duration maxPacketAge = Duration.ofSeconds(
                file.number("max_packet_age", 0, MAX_PACKET_AGE_LIMIT).orElse(30));
        AccessConfig access =
                new AccessConfig(true, file.flag("strict_mode_spoofing").orElse(false));
        LogConfig log = log();
        Optional<Path> pidFile = path("pid_file");
        file.withoutEffect(WITHOUT_EFFECT).forEach(note -> notes.add(note.toString()));
        file.finish();
        file.warnings().forEach(warning -> notes.add(warning.toString()));
        return new NscaServerConfig(
                List.of(listen),
                List.of(credential),
                sink.stream().toList(),
                PaceConfig.DEFAULT,
                maxPacketAge,
                NscaServerConfig.LAYOUTS,
                limits(maxPacketAge),
                access,
                log,
                Optional.empty(),
                pidFile,
                false,
                notes);
    }

    /**
     * The check result directory if there is one, as in C (fact 27), else the command file. What C does when a
     * directory cannot be written, to fall back to the command file, the journal makes unnecessary.
     */
    private Optional<SinkConfig> sink() {
        checkWhatIsAlwaysSo();
        Optional<Path> commandFile = path("command_file");
        Optional<Path> alternateDumpFile = path("alternate_dump_file");
        Optional<Path> checkResultPath = path("check_result_path");
        if (checkResultPath.isPresent()) {
            return checkResultPath.map(SinkConfig.CheckResultDirectory::new);
        }
        if (!file.has("command_file") && !file.has("check_result_path")) {
            file.problem("command_file", "is missing; give the path of Nagios' external command file");
        }
        return commandFile.map(
                path -> new SinkConfig.CommandFile(path, alternateDumpFile, Optional.of(JournalConfig.beside(path))));
    }

    private Optional<Path> path(String key) {
        Optional<String> text = file.text(key).filter(value -> !value.isEmpty() && value.indexOf('\0') < 0);
        if (text.isPresent() && text.get().indexOf(NOT_UTF_8) >= 0) {
            file.problem(key, "is not UTF-8, as a path must be here");
            return Optional.empty();
        }
        try {
            return text.map(Path::of);
        } catch (InvalidPathException e) {
            file.problem(key, "has a name that this locale cannot have; start the server with LC_ALL=C.UTF-8");
            return Optional.empty();
        }
    }

    /** Results that arrive together are written together, and a regular file is appended to, whatever these say. */
    private void checkWhatIsAlwaysSo() {
        file.flag("aggregate_writes");
        file.flag("append_to_file");
    }

    /**
     * What the C daemon does not limit is limited where the limit takes nothing away. Packets carry the time of the
     * init packet (fact 5), so what comes later than the longest packet age would be rejected anyway.
     */
    private static LimitsConfig limits(Duration maxPacketAge) {
        LimitsConfig defaults = LimitsConfig.DEFAULT;
        if (maxPacketAge.isZero()) {
            return new LimitsConfig(
                    defaults.connections(), defaults.connectionsPerSource(), IDLE_TIME_OF_ANY_AGE, Duration.ZERO, 0);
        }
        Duration idleTime = maxPacketAge.compareTo(SHORTEST_IDLE_TIME) < 0 ? SHORTEST_IDLE_TIME : maxPacketAge;
        return new LimitsConfig(
                defaults.connections(), defaults.connectionsPerSource(), idleTime, defaults.connectionTime(), 0);
    }

    private LogConfig log() {
        LogConfig.Level level = file.flag("debug").orElse(false) ? LogConfig.Level.DEBUG : LogConfig.DEFAULT.level();
        String facility = file.text("log_facility").orElse(LogConfig.DEFAULT.facility());
        if (!LogConfig.isFacility(facility)) {
            file.warning(
                    "log_facility", "syslog has no facility '" + facility + "'; it is " + LogConfig.DEFAULT.facility());
            facility = LogConfig.DEFAULT.facility();
        }
        return new LogConfig(level, LogConfig.DEFAULT.format(), LogConfig.DEFAULT.target(), facility);
    }
}
