package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The tables and the worked example of docs/protocol.md. */
class ProtocolDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| (\\d+) \\| (.*) \\|$");

    /** A field of a table: where it is in a packet, and how long. */
    private record Field(int offset, int length) {
        long number(byte[] packet) {
            return new BigInteger(1, Arrays.copyOfRange(packet, offset, offset + length)).longValueExact();
        }

        String text(byte[] packet) {
            int end = offset;
            while (packet[end] != 0) {
                end++;
            }
            assertThat(end).isLessThan(offset + length);
            return HexFormat.of().formatHex(packet, offset, end);
        }
    }

    @Test
    void tablesAreTrueOfWhatTheReferenceSent() throws Exception {
        Map<String, Field> init = table("Init packet");
        Map<String, Field> data = table("Data packet");
        for (Vectors.Session session : Vectors.sessions()) {
            byte[] first = Vectors.bytes(session.serverToClient());
            assertThat(init.get("initialisation").offset()).isZero();
            assertThat(init.get("initialisation").length() + init.get("the").length())
                    .isEqualTo(first.length);
            CipherSession cipher = new Credential(
                            EncryptionMethod.parse(Integer.toString(session.method())),
                            new Secret(Vectors.bytes(session.passwordHex())))
                    .newSession(InitPacket.decode(first));
            ByteBuffer sent = ByteBuffer.wrap(Vectors.bytes(session.clientToServer()));
            for (Vectors.Packet expected : session.packets()) {
                byte[] packet = new byte[expected.length()];
                sent.get(packet);
                cipher.startPacket();
                cipher.decrypt(packet, 0, packet.length);
                assertThat(data.get("version").number(packet)).isEqualTo(3);
                assertThat(data.get("time").number(packet))
                        .isEqualTo(init.get("the").number(first))
                        .isEqualTo(expected.timestamp());
                assertThat((short) data.get("return").number(packet)).isEqualTo((short) expected.returnCode());
                assertThat(data.get("host").text(packet)).isEqualTo(expected.hostHex());
                assertThat(data.get("service").text(packet)).isEqualTo(expected.descriptionHex());
                assertThat(data.get("plugin").text(packet)).isEqualTo(expected.outputHex());
                assertThat(data.get("filler").offset() + data.get("filler").length())
                        .isEqualTo(4304);
                Field crc = data.get("CRC-32");
                long found = crc.number(packet);
                Arrays.fill(packet, crc.offset(), crc.offset() + crc.length(), (byte) 0);
                CRC32 computed = new CRC32();
                computed.update(packet);
                assertThat(found).isEqualTo(computed.getValue());
            }
        }
    }

    /** Returns the rows of a section's table by the first word of the field. */
    private static Map<String, Field> table(String section) throws IOException {
        String text = Files.readString(Project.root().resolve("docs/protocol.md"));
        String rest = text.substring(text.indexOf("## " + section));
        Matcher row = ROW.matcher(rest.substring(0, rest.indexOf("\n## ")));
        Map<String, Field> fields = new HashMap<>();
        while (row.find()) {
            Field field = new Field(Integer.parseInt(row.group(1)), Integer.parseInt(row.group(2)));
            fields.put(row.group(3).replaceFirst("[ :;,].*", ""), field);
        }
        return fields;
    }

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
