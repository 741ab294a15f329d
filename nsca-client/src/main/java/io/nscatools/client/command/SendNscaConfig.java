package io.nscatools.client.command;

import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.CfgProblem;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code send_nsca.cfg} says.
 *
 * @param credential method and password; without a line for them, XOR and the empty password (fact 47)
 * @param layout the layout of the packets, or nothing if the file leaves that to the command line
 * @param warnings what is likely a mistake in the file
 */
record SendNscaConfig(Credential credential, Optional<PacketLayout> layout, List<CfgProblem> warnings) {
    /** Reads the file; throws with all that is wrong in it. */
    static SendNscaConfig read(Path file) throws CfgException {
        return from(CfgFile.read(file));
    }

    static SendNscaConfig from(CfgFile file) throws CfgException {
        EncryptionMethod method = file.encryptionMethod("encryption_method").orElse(EncryptionMethod.XOR);
        Secret password = file.password("password").orElseGet(() -> new Secret(new byte[0]));
        Optional<PacketLayout> layout = layout(file, "legacy_2_7_mode");
        file.finish();
        return new SendNscaConfig(new Credential(method, password), layout, file.warnings());
    }

    private static Optional<PacketLayout> layout(CfgFile file, String key) {
        Optional<String> value = file.text(key).map(text -> text.toLowerCase(Locale.ROOT));
        return value.flatMap(text -> switch (text) {
            case "true", "yes" -> Optional.of(PacketLayout.LEGACY);
            case "false", "no" -> Optional.of(PacketLayout.CURRENT);
            default -> {
                file.problem(key, "'" + text + "' is none of true, yes, false, no");
                yield Optional.empty();
            }
        });
    }
}
