package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataPacketDecoderTest {
    private static final List<DataPacket> THREE = List.of(
            Packets.packet("one", "s", "first"), Packets.packet("two", "", ""), Packets.packet("three", "s", "third"));

    private final Credential credential = Packets.credential(EncryptionMethod.RIJNDAEL_128, "a long password");
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new DataPacketDecoder(credential.newSession(Packets.INIT)));

    @AfterEach
    void leavesNothingBehind() {
        assertThat(channel.finish()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void findsOutTheLayoutAndTakesAnyNumberOfPackets(PacketLayout layout) {
        channel.writeInbound(Packets.encrypted(credential, layout, THREE));
        assertThat(decoded(3)).isEqualTo(THREE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 719, 720, 721, 1440, 4303, 4304, 4305})
    void takesPacketsInPiecesOfAnySize(int size) {
        for (PacketLayout layout : PacketLayout.values()) {
            EmbeddedChannel pieces = new EmbeddedChannel(new DataPacketDecoder(credential.newSession(Packets.INIT)));
            ByteBuf bytes = Packets.encrypted(credential, layout, THREE);
            while (bytes.isReadable()) {
                pieces.writeInbound(bytes.readRetainedSlice(Math.min(size, bytes.readableBytes())));
            }
            bytes.release();
            for (DataPacket packet : THREE) {
                assertThat(pieces.<DataPacket>readInbound()).isEqualTo(packet);
            }
            assertThat(pieces.finish()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesEveryMethod(EncryptionMethod method) {
        Credential other = Packets.credential(method, "a long password");
        EmbeddedChannel own = new EmbeddedChannel(new DataPacketDecoder(other.newSession(Packets.INIT)));
        own.writeInbound(Packets.encrypted(other, PacketLayout.CURRENT, THREE));
        for (DataPacket packet : THREE) {
            assertThat(own.<DataPacket>readInbound()).isEqualTo(packet);
        }
        assertThat(own.finish()).isFalse();
    }

    @Test
    void knowsAWrongPasswordAfter720Bytes() {
        Credential wrong = Packets.credential(EncryptionMethod.RIJNDAEL_128, "another password");
        ByteBuf bytes = Packets.encrypted(wrong, PacketLayout.CURRENT, THREE);
        assertThat(rejection(bytes.readRetainedSlice(720))).isEqualTo(RejectReason.PACKET_VERSION);
        channel.writeInbound(bytes); // what comes after is passed over
    }

    @Test
    void rejectsADamagedPacketAndAllAfterIt() {
        ByteBuf bytes = Packets.encrypted(credential, PacketLayout.CURRENT, THREE);
        bytes.setByte(4304 + 1000, bytes.getByte(4304 + 1000) ^ 1);
        assertThat(rejection(bytes)).isEqualTo(RejectReason.CHECKSUM);
        assertThat(decoded(1)).isEqualTo(THREE.subList(0, 1));
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[10_000]));
    }

    @Test
    void keepsTheLayoutOfTheFirstPacket() {
        ByteBuf bytes = Packets.encrypted(credential, PacketLayout.LEGACY, THREE.subList(0, 1));
        channel.writeInbound(bytes);
        assertThat(decoded(1)).hasSize(1);
        assertThat(rejection(Unpooled.wrappedBuffer(new byte[720]))).isEqualTo(RejectReason.PACKET_VERSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 719, 721, 4303, 4305})
    void tellsWhenAConnectionEndsInsideAPacket(int length) {
        EmbeddedChannel cut = new EmbeddedChannel(new DataPacketDecoder(credential.newSession(Packets.INIT)));
        ByteBuf bytes = Packets.encrypted(credential, PacketLayout.CURRENT, THREE);
        cut.writeInbound(bytes.readRetainedSlice(length));
        bytes.release();
        Throwable thrown = catchThrowable(cut::finish);
        assertThat(reason(thrown)).isEqualTo(RejectReason.TRUNCATED);
        assertThat(thrown.getCause()).hasMessage("the connection ended " + length % 4304 + " bytes into a packet");
        cut.releaseInbound();
    }

    private List<DataPacket> decoded(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> channel.<DataPacket>readInbound())
                .toList();
    }

    private RejectReason rejection(ByteBuf bytes) {
        return reason(catchThrowable(() -> channel.writeInbound(bytes)));
    }

    private static RejectReason reason(Throwable thrown) {
        assertThat(thrown).hasCauseInstanceOf(RejectedException.class);
        return ((RejectedException) thrown.getCause()).reason();
    }
}
