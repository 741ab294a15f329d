package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The worked example of docs/protocol.md. */
class ProtocolDocTest {
    @Test
    void exampleIsWhatTheCodecMakes() throws Exception {
        byte[] plain = dump("plain");
        assertThat(new DataPacketCodec(PacketLayout.LEGACY).decode(plain, 0))
                .isEqualTo(new DataPacket(
                        1795478400,
                        2,
                        ByteString.of("firestorm"),
                        ByteString.of("TCP Wrappers"),
                        ByteString.of("Denied sshd-192.0.2.7")));

        byte[] iv = new byte[InitPacket.IV_LENGTH];
        for (int i = 0; i < iv.length; i++) {
            iv[i] = (byte) i;
        }
        InitPacket init = new InitPacket(ByteString.copyOf(iv, 0, iv.length), 1795478400);
        Secret password = new Secret("an example password".getBytes(StandardCharsets.US_ASCII));
        byte[] encrypted = dump("encrypted");
        new Credential(EncryptionMethod.RIJNDAEL_128, password).newSession(init).encrypt(plain, 0, plain.length);
        assertThat(Arrays.copyOf(plain, encrypted.length)).isEqualTo(encrypted);
    }

    /** Returns the bytes of the hex dump whose listing is called {@code name}. */
    private static byte[] dump(String name) throws IOException {
        String text = Files.readString(Project.root().resolve("docs/protocol.md"));
        String block = text.substring(text.indexOf("bytes=" + name + "\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : block.lines()
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .filter(line -> !line.equals("*"))
                .toList()) {
            bytes.writeBytes(new byte[HexFormat.fromHexDigits(line, 0, 4) - bytes.size()]);
            for (int i = 6; i + 2 <= Math.min(line.length(), 53); i += 3) {
                bytes.write(HexFormat.fromHexDigits(line, i, i + 2));
            }
        }
        return bytes.toByteArray();
    }
}
