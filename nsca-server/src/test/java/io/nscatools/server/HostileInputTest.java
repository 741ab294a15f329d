package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.RejectedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * A million packets with what an enemy who knows the password would write into them, and with damage of every kind:
 * whatever comes, a result is one well-formed external command or refused for a reason that has a name.
 */
class HostileInputTest {
    private static final int PACKETS = 1_000_000;
    private static final List<PacketLayout> LAYOUTS = List.of(PacketLayout.LEGACY, PacketLayout.CURRENT);
    /** What means something to Nagios, the shell or a terminal, and what means nothing to anybody. */
    private static final byte[] SPECIAL =
            ";;\n\n\r\t|\\\\[]$`'\"<>&%\u007f\u001b\u0000 abc".getBytes(StandardCharsets.ISO_8859_1);

    private static final Pattern COMMAND =
            Pattern.compile("\\[[0-9]+] PROCESS_(?:SERVICE_CHECK_RESULT;[^;\\p{Cntrl}]+|HOST_CHECK_RESULT)"
                    + ";[^;\\p{Cntrl}]+;-?[0-9]+;[^\n]*");

    private final SplittableRandom random = new SplittableRandom(20_261_123);
    private final Credential plain = Packets.credential(EncryptionMethod.NONE, "");
    private final Credential xor = Packets.credential(EncryptionMethod.XOR, "password");
    private final Credential aes = Packets.credential(EncryptionMethod.RIJNDAEL_128, "password");
    private final List<ServerCredential> credentials =
            List.of(Packets.inUse("aes", aes), Packets.inUse("xor", xor), Packets.inUse("plain", plain));

    private int sent;
    private int accepted;
    private int refused;
    private int rejected;

    @Test
    void becomesOneCommandOrIsRefused() {
        while (sent < PACKETS) {
            switch (random.nextInt(8)) {
                case 0 -> damaged(this::flipOneBit);
                case 1 -> damaged(bytes -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                case 2 ->
                    damaged(bytes -> {
                        byte[] noise = new byte[bytes.length];
                        random.nextBytes(noise);
                        return noise;
                    });
                default -> intact();
            }
        }
        // The seed is fixed, so a change of these shows that something else is tested than before.
        assertThat(accepted).isGreaterThan(PACKETS / 10);
        assertThat(refused).isGreaterThan(PACKETS / 10);
        assertThat(rejected).isGreaterThan(PACKETS / 200);
    }

    /** One connection, its sink and what was refused on it. */
    private static final class Connection extends ChannelInboundHandlerAdapter {
        private final NoSink sink = new NoSink();
        private final List<Throwable> thrown = new ArrayList<>();
        private int refused;
        private final EmbeddedChannel channel;

        private Connection(List<ServerCredential> credentials) {
            channel = new EmbeddedChannel(
                    new DataPacketDecoder(Packets.INIT, credentials, LAYOUTS),
                    new PacketAgeHandler(Duration.ofSeconds(30), Packets.NOW, () -> 0),
                    new CredentialHandler(),
                    new CheckResultHandler(sink, new ConnectionReceipt(), Packets.server(Packets.CLOCK)),
                    this);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            refused += event instanceof RefusedResult ? 1 : 0;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            thrown.add(cause instanceof DecoderException ? cause.getCause() : cause);
        }
    }

    private void intact() {
        Credential credential = List.of(plain, xor, aes).get(random.nextInt(3));
        PacketLayout layout = random.nextInt(50) == 0 ? PacketLayout.CURRENT : PacketLayout.LEGACY;
        int count = 1 + random.nextInt(100);
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packets.add(hostilePacket(layout));
        }
        Connection connection = write(encrypted(credential, packets));
        assertThat(connection.thrown).isEmpty();
        List<String> expected = packets.stream()
                .map(HostileInputTest::expectedCommand)
                .filter(c -> c != null)
                .toList();
        assertThat(commands(connection)).isEqualTo(expected);
        assertThat(connection.refused).isEqualTo(count - expected.size());
        sent += count;
        accepted += expected.size();
        refused += connection.refused;
    }

    /** Damage of a connection's bytes. */
    private interface Damage {
        byte[] of(byte[] bytes);
    }

    private void damaged(Damage damage) {
        int count = 1 + random.nextInt(3);
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packets.add(hostilePacket(PacketLayout.LEGACY));
        }
        Connection connection = write(damage.of(encrypted(random.nextBoolean() ? xor : aes, packets)));
        assertThat(connection.thrown)
                .allMatch(RejectedException.class::isInstance)
                .hasSizeLessThan(2);
        assertThat(commands(connection))
                .allMatch(command -> COMMAND.matcher(command).matches());
        sent += count;
        rejected += connection.thrown.size();
    }

    private byte[] flipOneBit(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private Connection write(byte[] bytes) {
        Connection connection = new Connection(credentials);
        int size = random.nextInt(4) == 0 ? 1 + random.nextInt(2000) : 1 + random.nextInt(65536);
        for (int offset = 0; offset < bytes.length; offset += size) {
            connection.channel.writeInbound(
                    Unpooled.wrappedBuffer(bytes, offset, Math.min(size, bytes.length - offset)));
        }
        connection.channel.finishAndReleaseAll();
        return connection;
    }

    private static List<String> commands(Connection connection) {
        return connection.sink.results.stream().map(Object::toString).toList();
    }

    private static byte[] encrypted(Credential credential, List<byte[]> packets) {
        CipherSession cipher = credential.newSession(Packets.INIT);
        ByteBuffer all = ByteBuffer.allocate(
                packets.stream().mapToInt(packet -> packet.length).sum());
        for (byte[] packet : packets) {
            byte[] copy = packet.clone();
            cipher.startPacket();
            cipher.encrypt(copy, 0, copy.length);
            all.put(copy);
        }
        return all.array();
    }

    /** A packet with the right version, time and CRC-32 and any bytes at all in its fields, closed by a NUL or not. */
    private byte[] hostilePacket(PacketLayout layout) {
        ByteBuffer packet = ByteBuffer.allocate(layout.packetLength());
        packet.putShort((short) PacketLayout.VERSION).putShort((short) random.nextInt());
        packet.putInt(0).putInt((int) Packets.NOW).putShort((short) random.nextInt());
        putHostile(packet, 64);
        putHostile(packet, 128);
        putHostile(packet, layout.pluginOutputLength());
        packet.putShort((short) random.nextInt());
        CRC32 crc = new CRC32();
        crc.update(packet.array());
        packet.putInt(4, (int) crc.getValue());
        return packet.array();
    }

    private void putHostile(ByteBuffer packet, int length) {
        byte[] field = new byte[length];
        int kind = random.nextInt(4);
        int text = kind == 0 ? length : random.nextInt(Math.min(length, 40));
        for (int i = 0; i < text; i++) {
            field[i] = switch (kind) {
                case 0 -> (byte) (random.nextInt(0x5f) + 0x3c); // no NUL, no semicolon, some not ASCII
                case 1 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 2 -> (byte) ('a' + random.nextInt(26));
                default -> (byte) (random.nextInt(30) == 0 ? random.nextInt(256) : 'a' + random.nextInt(26));
            };
        }
        packet.put(field);
    }

    /** What must become of a packet, worked out in another way than the server's; null if it must be refused. */
    private static String expectedCommand(byte[] packet) {
        String host = field(packet, 14, 64);
        String service = field(packet, 78, 128);
        if (host.isEmpty() || !isOneField(host) || !isOneField(service)) {
            return null;
        }
        String output =
                field(packet, 206, packet.length - 208).replace("\\", "\\\\").replace("\n", "\\n");
        String kind = service.isEmpty() ? "HOST_CHECK_RESULT;" + host : "SERVICE_CHECK_RESULT;" + host + ";" + service;
        return "[" + Packets.NOW + "] PROCESS_" + kind + ";"
                + ByteBuffer.wrap(packet).getShort(12) + ";" + output;
    }

    private static boolean isOneField(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c != ';' && c != 0x7f);
    }

    private static String field(byte[] packet, int offset, int length) {
        String field = new String(packet, offset, length - 1, StandardCharsets.ISO_8859_1);
        int nul = field.indexOf(0);
        return nul < 0 ? field : field.substring(0, nul);
    }
}
