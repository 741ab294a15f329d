package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nscatools.testsupport.Vectors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataPacketCodecTest {
    private static final Random RANDOM = new Random(1);

    static Stream<Vectors.Session> recorded() {
        return Vectors.sessions().stream();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void decodesAndEncodesWhatTheReferenceSent(Vectors.Session session) throws Exception {
        DataPacketCodec codec = new DataPacketCodec(layout(session.packetSize()));
        CipherSession cipher = new Credential(
                        EncryptionMethod.parse(Integer.toString(session.method())),
                        new Secret(Vectors.bytes(session.passwordHex())))
                .newSession(InitPacket.decode(Vectors.bytes(session.serverToClient())));
        byte[] bytes = Vectors.bytes(session.clientToServer());
        int offset = 0;
        for (Vectors.Packet packet : session.packets()) {
            cipher.startPacket();
            cipher.decrypt(bytes, offset, packet.length());
            DataPacket decoded = codec.decode(bytes, offset);
            assertThat(decoded)
                    .isEqualTo(new DataPacket(
                            packet.timestamp(),
                            packet.returnCode(),
                            text(packet.hostHex()),
                            text(packet.descriptionHex()),
                            text(packet.outputHex())));
            // Only the filler differs, so a codec that finds the same fields and a right CRC has the same layout.
            assertThat(codec.decode(codec.encode(decoded, RANDOM), 0)).isEqualTo(decoded);
            offset += packet.length();
        }
        assertThat(offset).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 512, 4096, 65536})
    void holdsTextsUpToTheirLimitsAndNoLonger(int pluginOutputLength) throws Exception {
        PacketLayout layout = new PacketLayout(pluginOutputLength);
        DataPacketCodec codec = new DataPacketCodec(layout);
        DataPacket full = packet(63, 127, layout.maxPluginOutputLength());
        assertThat(codec.decode(codec.encode(full, RANDOM), 0)).isEqualTo(full);
        assertThatThrownBy(() -> codec.encode(packet(64, 1, 1), RANDOM)).hasMessageContaining("host name has 64 bytes");
        assertThatThrownBy(() -> codec.encode(packet(1, 128, 1), RANDOM)).hasMessageContaining("service description");
        assertThatThrownBy(() -> codec.encode(packet(1, 1, layout.maxPluginOutputLength() + 1), RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plugin output");
    }

    @Test
    void cutsTextsWithoutNulOneByteShortOfTheirField() throws Exception {
        DataPacketCodec codec = new DataPacketCodec(PacketLayout.LEGACY);
        byte[] bytes = codec.encode(packet(1, 1, 1), RANDOM);
        Arrays.fill(bytes, 14, 718, (byte) 'x');
        DataPacket decoded = codec.decode(withChecksum(bytes), 0);
        assertThat(decoded.hostName().length()).isEqualTo(63);
        assertThat(decoded.serviceDescription().length()).isEqualTo(127);
        assertThat(decoded.pluginOutput().length()).isEqualTo(511);
    }

    @Test
    void catchesEveryFlippedBit() {
        DataPacketCodec codec = new DataPacketCodec(PacketLayout.LEGACY);
        byte[] bytes = codec.encode(packet(10, 20, 30), RANDOM);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            RejectedException rejected = catchThrowableOfType(RejectedException.class, () -> codec.decode(damaged, 0));
            assertThat(rejected).isNotNull();
            assertThat(rejected.reason()).isEqualTo(bit < 16 ? RejectReason.PACKET_VERSION : RejectReason.CHECKSUM);
        }
    }

    @Test
    void fillsWhatNoFieldUsesWithNewRandomBytes() {
        DataPacketCodec codec = new DataPacketCodec(PacketLayout.CURRENT);
        DataPacket packet = packet(5, 5, 5);
        byte[] one = codec.encode(packet, RANDOM);
        byte[] other = codec.encode(packet, RANDOM);
        assertThat(Arrays.copyOfRange(one, 300, 4304)).isNotEqualTo(Arrays.copyOfRange(other, 300, 4304));
    }

    @Test
    void refusesNulInsideAText() {
        DataPacket packet = new DataPacket(0, 0, ByteString.of("a\0b"), ByteString.EMPTY, ByteString.EMPTY);
        assertThatThrownBy(() -> new DataPacketCodec(PacketLayout.CURRENT).encode(packet, RANDOM))
                .hasMessage("host name has a NUL at byte 1");
    }

    @Test
    void keepsNumbersAtTheirLimits() throws Exception {
        DataPacketCodec codec = new DataPacketCodec(PacketLayout.LEGACY);
        for (int code : new int[] {-32768, -1, 0, 3, 32767}) {
            DataPacket packet =
                    new DataPacket(0xffff_ffffL, code, ByteString.of("h"), ByteString.EMPTY, ByteString.EMPTY);
            assertThat(codec.decode(codec.encode(packet, RANDOM), 0)).isEqualTo(packet);
        }
        assertThatThrownBy(() -> new DataPacket(1L << 32, 0, ByteString.EMPTY, ByteString.EMPTY, ByteString.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataPacket(0, 32768, ByteString.EMPTY, ByteString.EMPTY, ByteString.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsLayoutsByTheLengthOfTheirPackets() {
        assertThat(PacketLayout.ofPacketLength(720)).contains(PacketLayout.LEGACY);
        assertThat(PacketLayout.ofPacketLength(4304)).contains(PacketLayout.CURRENT);
        assertThat(PacketLayout.ofPacketLength(209)).isEmpty();
        assertThat(PacketLayout.ofPacketLength(65745)).isEmpty();
        assertThatThrownBy(() -> new PacketLayout(1)).hasMessage("plugin output length 1 is not within 2..65536");
    }

    private static PacketLayout layout(int packetSize) {
        return packetSize == 720 ? PacketLayout.LEGACY : PacketLayout.CURRENT;
    }

    private static ByteString text(String hex) {
        byte[] bytes = Vectors.bytes(hex);
        return ByteString.copyOf(bytes, 0, bytes.length);
    }

    private static DataPacket packet(int host, int description, int output) {
        return new DataPacket(
                1795423851L,
                2,
                ByteString.of("h".repeat(host)),
                ByteString.of("d".repeat(description)),
                ByteString.of("o".repeat(output)));
    }

    private static byte[] withChecksum(byte[] bytes) {
        Arrays.fill(bytes, 4, 8, (byte) 0);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ByteBuffer.wrap(bytes).putInt(4, (int) crc.getValue());
        return bytes;
    }
}
