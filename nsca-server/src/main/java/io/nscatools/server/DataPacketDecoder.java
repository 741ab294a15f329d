package io.nscatools.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.util.List;

/**
 * Decrypts and decodes the packets of one connection.
 *
 * <p>The first packet shows their layout: if its first 720 bytes carry their own CRC-32 it is
 * {@link PacketLayout#LEGACY}, else {@link PacketLayout#CURRENT}. The layout holds for all packets after it, so several
 * legacy packets on one connection arrive, which the C daemon loses (fact 32).
 */
final class DataPacketDecoder extends ByteToMessageDecoder {
    private final CipherSession cipher;
    private final byte[] packet = new byte[PacketLayout.CURRENT.packetLength()];
    /** How many bytes of the packet have been decrypted. */
    private int decrypted;

    private DataPacketCodec codec = new DataPacketCodec(PacketLayout.LEGACY);
    private boolean layoutKnown;
    private boolean rejected;

    DataPacketDecoder(CipherSession cipher) {
        this.cipher = cipher;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws RejectedException {
        int missing = codec.layout().packetLength() - decrypted;
        if (rejected) {
            in.skipBytes(in.readableBytes());
        } else if (in.readableBytes() >= missing) {
            decrypt(in, missing);
            decodePacket(out);
        }
    }

    private void decrypt(ByteBuf in, int length) {
        if (decrypted == 0) {
            cipher.startPacket();
        }
        in.readBytes(packet, decrypted, length);
        cipher.decrypt(packet, decrypted, length);
        decrypted += length;
    }

    private void decodePacket(List<Object> out) throws RejectedException {
        if (mayBeginCurrentPacket()) {
            codec = new DataPacketCodec(PacketLayout.CURRENT);
            return;
        }
        rejected = true;
        out.add(codec.decode(packet, 0));
        rejected = false;
        layoutKnown = true;
        decrypted = 0;
    }

    private boolean mayBeginCurrentPacket() {
        return !layoutKnown
                && codec.layout() == PacketLayout.LEGACY
                && DataPacketCodec.version(packet, 0) == PacketLayout.VERSION
                && !codec.isIntact(packet, 0);
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        super.decodeLast(ctx, in, out);
        int received = decrypted + in.readableBytes();
        if (!rejected && received > 0) {
            rejected = true;
            in.skipBytes(in.readableBytes());
            throw new RejectedException(
                    RejectReason.TRUNCATED, "the connection ended " + received + " bytes into a packet");
        }
    }
}
