package io.nscatools.client.command;

import io.nscatools.client.ServerAddress;
import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.CfgProblem;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code send_nsca.cfg} says.
 *
 * @param method the encryption method; without a line for it XOR (fact 47)
 * @param password the password, or nothing if the file has none
 * @param layout the layout of the packets, or nothing if the file leaves that to the command line
 * @param servers what the lines {@code server=} say
 * @param warnings what is likely a mistake in the file
 */
record SendNscaConfig(
        EncryptionMethod method,
        Optional<Secret> password,
        Optional<PacketLayout> layout,
        List<String> servers,
        List<String> warnings) {
    /** Reads the file; throws with all that is wrong in it. */
    static SendNscaConfig read(Path file) throws CfgException {
        SendNscaConfig config = from(CfgFile.read(file));
        return config.password.isPresent() && isReadableByOthers(file)
                ? config.withWarning(file + ": everybody can read the password; chmod o-r " + file)
                : config;
    }

    static SendNscaConfig from(CfgFile file) throws CfgException {
        EncryptionMethod method = file.encryptionMethod("encryption_method").orElse(EncryptionMethod.XOR);
        Optional<Secret> password = file.password("password");
        Optional<PacketLayout> layout = layout(file, "legacy_2_7_mode");
        List<String> servers = servers(file, "server");
        file.finish();
        List<String> warnings = new ArrayList<>();
        for (CfgProblem warning : file.warnings()) {
            warnings.add(warning.toString());
        }
        return new SendNscaConfig(method, password, layout, servers, warnings);
    }

    /** Returns whether anybody on this machine can read a file; where files have no such permissions, nobody can. */
    static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private SendNscaConfig withWarning(String warning) {
        List<String> all = new ArrayList<>(warnings);
        all.add(warning);
        return new SendNscaConfig(method, password, layout, servers, all);
    }

    private static List<String> servers(CfgFile file, String key) {
        List<String> servers = file.texts(key);
        for (String server : servers) {
            try {
                ServerAddress.parse(server, ServerAddress.DEFAULT_PORT);
            } catch (IllegalArgumentException e) {
                file.problem(key, e.getMessage());
            }
        }
        return servers;
    }

    private static Optional<PacketLayout> layout(CfgFile file, String key) {
        String text = file.text(key).orElse("").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "" -> Optional.empty(); // also the empty value, which is a problem already
            case "true", "yes" -> Optional.of(PacketLayout.LEGACY);
            case "false", "no" -> Optional.of(PacketLayout.CURRENT);
            default -> {
                file.problem(key, "'" + text + "' is none of true, yes, false, no");
                yield Optional.empty();
            }
        };
    }
}
