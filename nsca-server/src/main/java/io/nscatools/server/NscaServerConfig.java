package io.nscatools.server;

import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.CfgProblem;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code nsca.cfg} says.
 *
 * @param address the address or host name to listen on, or nothing for all addresses
 * @param port the port to listen on, 1 to 65535, or 0 for any free one
 * @param credential method and password that the clients use
 * @param commandFile Nagios' external command file, a FIFO or a regular file
 * @param alternateDumpFile where lines go while the command file is missing
 * @param maxPacketAge how far a packet's time may be from ours in either direction, 0 to 900 s; zero allows any
 * @param debug whether to log each connection and result
 * @param notes what is likely a mistake in the file or has no effect here
 */
public record NscaServerConfig(
        Optional<String> address,
        int port,
        Credential credential,
        Path commandFile,
        Optional<Path> alternateDumpFile,
        Duration maxPacketAge,
        boolean debug,
        List<CfgProblem> notes) {
    private static final int MAX_PACKET_AGE_LIMIT = 900;

    /** Keys of the C daemon that do nothing here, each with the reason. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "nsca_user", "start the server as that user, as User= in a systemd unit does",
            "nsca_group", "start the server with that group, as Group= in a systemd unit does",
            "nsca_chroot", "let the service manager confine the server, as RootDirectory= in a systemd unit does",
            "pid_file", "the server stays in the foreground, so the service manager knows its process",
            "log_facility", "the log goes to standard error, where the service manager takes it");

    /** Reads the file; throws with all that is wrong in it. */
    public static NscaServerConfig read(Path file) throws CfgException {
        return from(CfgFile.read(file));
    }

    static NscaServerConfig from(CfgFile file) throws CfgException {
        Optional<String> address = file.text("server_address");
        int port = file.number("server_port", 1, 65535).orElse(5667);
        EncryptionMethod method = file.encryptionMethod("decryption_method").orElse(EncryptionMethod.XOR);
        Secret password = file.password("password").orElseGet(() -> new Secret(new byte[0]));
        Optional<Path> commandFile = file.text("command_file").map(Path::of);
        if (commandFile.isEmpty()) {
            file.problem("command_file", "is missing; give the path of Nagios' external command file");
        }
        Optional<Path> alternateDumpFile = file.text("alternate_dump_file").map(Path::of);
        int maxPacketAge =
                file.number("max_packet_age", 0, MAX_PACKET_AGE_LIMIT).orElse(30);
        boolean debug = file.flag("debug").orElse(false);
        refuseWhatWouldBeIgnored(file);
        checkWhatIsAlwaysSo(file);
        List<CfgProblem> notes = new ArrayList<>(file.withoutEffect(WITHOUT_EFFECT));
        file.finish();
        notes.addAll(0, file.warnings());
        return new NscaServerConfig(
                address,
                port,
                new Credential(method, password),
                commandFile.orElseThrow(),
                alternateDumpFile,
                Duration.ofSeconds(maxPacketAge),
                debug,
                List.copyOf(notes));
    }

    /** Keys that somebody relies on must not be passed over in silence. */
    private static void refuseWhatWouldBeIgnored(CfgFile file) {
        if (file.has("check_result_path")) {
            file.problem("check_result_path", "not supported; remove the line and use command_file");
        }
        if (file.flag("strict_mode_spoofing").orElse(false)) {
            file.problem("strict_mode_spoofing", "not supported; set it to 0");
        }
    }

    /** Results that arrive together are written together, and a regular file is appended to, whatever these say. */
    private static void checkWhatIsAlwaysSo(CfgFile file) {
        file.flag("aggregate_writes");
        file.flag("append_to_file");
    }
}
