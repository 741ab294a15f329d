package io.nscatools.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.FastThreadLocal;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.util.List;

/**
 * Decrypts and decodes the packets of one connection.
 *
 * <p>The first packet shows the credential and the layout, see {@link FirstPacket}. Both hold for all packets after it,
 * so several legacy packets on one connection arrive, which the C daemon loses (fact 32).
 */
final class DataPacketDecoder extends ByteToMessageDecoder {
    /** Where packets are decrypted; a packet never stays in it from one call to the next. */
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[PacketLayout.CURRENT.packetLength()];
        }
    };

    /** Keeps the beginning of a packet, for which more may never come, in no more than twice the memory it needs. */
    private static final Cumulator COMPACT = (allocator, before, in) -> {
        ByteBuf all = MERGE_CUMULATOR.cumulate(allocator, before, in);
        int length = all.readableBytes();
        if (length >= all.capacity() / 2) {
            return all;
        }
        try {
            return allocator.buffer(length).writeBytes(all);
        } finally {
            all.release();
        }
    };

    private final InitPacket init;
    private FirstPacket firstPacket;
    private CipherSession cipher;
    private DataPacketCodec codec;
    private boolean rejected;

    /** A decoder of what comes after {@code init}, with the credentials and layouts that are possible. */
    DataPacketDecoder(InitPacket init, List<ServerCredential> credentials, List<PacketLayout> layouts) {
        this.init = init;
        this.firstPacket = new FirstPacket(init, credentials, layouts);
        setCumulator(COMPACT);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws RejectedException {
        if (rejected) {
            in.skipBytes(in.readableBytes());
        } else if (firstPacket != null) {
            decodeFirst(ctx, in, out);
        } else if (in.readableBytes() >= codec.layout().packetLength()) {
            rejected = true; // unless all goes well
            out.add(codec.decode(decrypt(in), 0));
            rejected = false;
        }
    }

    private void decodeFirst(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws RejectedException {
        try {
            firstPacket.find(in).ifPresent(found -> {
                cipher = found.cipher();
                codec = found.codec();
                firstPacket = null;
                ctx.fireUserEventTriggered(found.credential());
                in.skipBytes(codec.layout().packetLength());
                if (found.packet().isProbe()) {
                    ctx.fireUserEventTriggered(answerToProbe(found.credential()));
                } else {
                    out.add(found.packet());
                }
            });
        } catch (RejectedException e) {
            rejected = true;
            if (e.reason() == RejectReason.CHECKSUM && firstPacket.knowsTime(in)) {
                throw e;
            }
            int length = UndecipherableException.HEAD_LENGTH;
            throw new UndecipherableException(e, init, ByteBufUtil.getBytes(in, in.readerIndex(), length));
        }
    }

    private static RefusedResult answerToProbe(ServerCredential credential) {
        return new RefusedResult(new RejectedException(
                RejectReason.PROBE,
                "password and method " + credential.credential().method() + " are those of "
                        + credential.config().name()));
    }

    private byte[] decrypt(ByteBuf in) {
        int length = codec.layout().packetLength();
        byte[] packet = SCRATCH.get();
        if (packet.length < length) {
            packet = new byte[length];
            SCRATCH.set(packet);
        }
        in.readBytes(packet, 0, length);
        cipher.startPacket();
        cipher.decrypt(packet, 0, length);
        return packet;
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        super.decodeLast(ctx, in, out);
        int received = in.readableBytes();
        if (!rejected && received > 0) {
            rejected = true;
            RejectedException truncated = firstPacket != null
                    ? firstPacket.truncated(in)
                    : new RejectedException(
                            RejectReason.TRUNCATED, "the connection ended " + received + " bytes into a packet");
            in.skipBytes(received);
            throw truncated;
        }
    }
}
