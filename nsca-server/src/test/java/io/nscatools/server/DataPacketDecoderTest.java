package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataPacketDecoderTest {
    private static final List<PacketLayout> LAYOUTS = List.of(PacketLayout.LEGACY, PacketLayout.CURRENT);
    private static final List<DataPacket> THREE = List.of(
            Packets.packet("one", "s", "first"), Packets.packet("two", "", ""), Packets.packet("three", "s", "third"));

    private final Credential credential = Packets.credential(EncryptionMethod.RIJNDAEL_128, "a long password");
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder(credential));

    @AfterEach
    void leavesNothingBehind() {
        assertThat(channel.finish()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void findsOutTheLayoutAndTakesAnyNumberOfPackets(int pluginOutputLength) {
        PacketLayout layout = new PacketLayout(pluginOutputLength);
        channel.writeInbound(Packets.encrypted(credential, layout, THREE));
        assertThat(decoded(3)).isEqualTo(THREE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 719, 720, 721, 1440, 4303, 4304, 4305})
    void takesPacketsInPiecesOfAnySize(int size) {
        for (PacketLayout layout : LAYOUTS) {
            EmbeddedChannel pieces = new EmbeddedChannel(decoder(credential));
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
        EmbeddedChannel own = new EmbeddedChannel(decoder(other));
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
        EmbeddedChannel cut = new EmbeddedChannel(decoder(credential));
        ByteBuf bytes = Packets.encrypted(credential, PacketLayout.CURRENT, THREE);
        cut.writeInbound(bytes.readRetainedSlice(length));
        bytes.release();
        Throwable thrown = catchThrowable(cut::finish);
        assertThat(reason(thrown)).isEqualTo(RejectReason.TRUNCATED);
        assertThat(thrown.getCause()).hasMessage("the connection ended " + length % 4304 + " bytes into a packet");
        cut.releaseInbound();
    }

    @Test
    void takesTheFirstCredentialThatFitsForAllOfTheConnection() {
        Credential old = Packets.credential(EncryptionMethod.XOR, "old password");
        Credential also = Packets.credential(EncryptionMethod.RIJNDAEL_128, "a long password");
        for (PacketLayout layout : LAYOUTS) {
            for (int size : new int[] {1, 720, 5000}) {
                List<Object> events = new ArrayList<>();
                EmbeddedChannel several = new EmbeddedChannel(
                        new DataPacketDecoder(
                                Packets.INIT,
                                List.of(
                                        Packets.inUse("old", old),
                                        Packets.inUse("new", credential),
                                        Packets.inUse("2", also)),
                                LAYOUTS),
                        new EventRecorder(events));
                writeInPieces(several, Packets.encrypted(credential, layout, THREE), size);
                assertThat(List.copyOf(several.inboundMessages())).isEqualTo(THREE);
                assertThat(events).hasSize(1);
                assertThat(((ServerCredential) events.get(0)).config().name()).isEqualTo("new");
                several.releaseInbound();
            }
        }
    }

    @Test
    void takesAProbeForNoResult() {
        for (PacketLayout layout : LAYOUTS) {
            List<Object> events = new ArrayList<>();
            EmbeddedChannel probed = new EmbeddedChannel(decoder(credential), new EventRecorder(events));
            probed.writeInbound(Packets.encrypted(credential, layout, List.of(DataPacket.probe(Packets.NOW))));
            assertThat(probed.inboundMessages()).isEmpty();
            assertThat(events).hasSize(2);
            assertThat(((RefusedResult) events.get(1)).why())
                    .hasMessage("password and method 14 (rijndael-128) are those of credential 1")
                    .extracting(RejectedException::reason)
                    .isEqualTo(RejectReason.PROBE);
            assertThat(probed.finish()).isFalse();
        }
    }

    @Test
    void staysWithTheCredentialOfTheFirstPacket() {
        Credential old = Packets.credential(EncryptionMethod.XOR, "old password");
        EmbeddedChannel both = new EmbeddedChannel(new DataPacketDecoder(
                Packets.INIT, List.of(Packets.inUse("old", old), Packets.inUse("new", credential)), LAYOUTS));
        both.writeInbound(Packets.encrypted(old, PacketLayout.CURRENT, THREE.subList(0, 1)));
        assertThat(both.<DataPacket>readInbound()).isEqualTo(THREE.get(0));
        assertThat(reason(catchThrowable(
                        () -> both.writeInbound(Packets.encrypted(credential, PacketLayout.CURRENT, THREE)))))
                .isEqualTo(RejectReason.PACKET_VERSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 511, 513, 1024, 4097, 65536})
    void takesOtherLengthsOfThePluginOutput(int pluginOutputLength) {
        PacketLayout layout = new PacketLayout(pluginOutputLength);
        DataPacket packet = Packets.packet("h", "s", "o");
        List<PacketLayout> layouts = new ArrayList<>(LAYOUTS);
        layouts.add(layout);
        layouts.sort(Comparator.comparing(PacketLayout::packetLength));
        for (int size : new int[] {1, 720, 100_000}) {
            EmbeddedChannel own = new EmbeddedChannel(
                    new DataPacketDecoder(Packets.INIT, List.of(Packets.inUse("c", credential)), layouts));
            writeInPieces(own, Packets.encrypted(credential, layout, List.of(packet, packet)), size);
            assertThat(own.<DataPacket>readInbound()).isEqualTo(packet);
            assertThat(own.<DataPacket>readInbound()).isEqualTo(packet);
            assertThat(own.finish()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 256, 1024, 2048})
    void tellsTheLengthOfThePluginOutputThatIsNotConfigured(int pluginOutputLength) {
        PacketLayout layout = new PacketLayout(pluginOutputLength);
        channel.writeInbound(Packets.encrypted(credential, layout, List.of(Packets.packet("h", "s", "o"))));
        assertThat(catchThrowable(channel::finish).getCause())
                .hasMessage("the packet has a plugin output of " + pluginOutputLength
                        + " bytes; add that to plugin_output_length, which is 512, 4096");
    }

    @Test
    void saysThatItMayBeTheLengthWhenPasswordAndTimeAreRight() {
        ByteBuf bytes = Packets.encrypted(credential, new PacketLayout(8192), THREE);
        Throwable thrown = catchThrowable(() -> channel.writeInbound(bytes));
        assertThat(thrown).isNotInstanceOf(UndecipherableException.class);
        assertThat(thrown.getCause()).hasMessageContaining("another length than 512, 4096 (plugin_output_length)");
    }

    @Test
    void keepsTheHeadOfWhatNobodyCanDecipher() {
        byte[] bytes = ByteBufUtil.getBytes(
                Packets.encrypted(Packets.credential(EncryptionMethod.XOR, "x"), PacketLayout.CURRENT, THREE));
        Throwable thrown = catchThrowable(() -> channel.writeInbound(Unpooled.wrappedBuffer(bytes)));
        assertThat(((UndecipherableException) thrown).head()).isEqualTo(Arrays.copyOf(bytes, 12));
    }

    private static DataPacketDecoder decoder(Credential credential) {
        return new DataPacketDecoder(Packets.INIT, List.of(Packets.inUse("credential 1", credential)), LAYOUTS);
    }

    private static void writeInPieces(EmbeddedChannel channel, ByteBuf bytes, int size) {
        while (bytes.isReadable()) {
            channel.writeInbound(bytes.readRetainedSlice(Math.min(size, bytes.readableBytes())));
        }
        bytes.release();
    }

    private static final class EventRecorder extends ChannelInboundHandlerAdapter {
        private final List<Object> events;

        private EventRecorder(List<Object> events) {
            this.events = events;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            events.add(event);
        }
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
