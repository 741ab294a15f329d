package io.nscatools.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.util.List;

/** Speaks first: sends the init packet, then makes way for the handlers of what it begins. */
final class InitPacketHandler extends ChannelInboundHandlerAdapter {
    private final ServerContext server;
    private final ConnectionPolicy policy;

    InitPacketHandler(ServerContext server, ConnectionPolicy policy) {
        this.server = server;
        this.policy = policy;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        List<ServerCredential> credentials = policy.credentialsFor(Peer.address(ctx.channel()));
        if (credentials.isEmpty()) {
            ctx.fireExceptionCaught(
                    new RejectedException(RejectReason.ACCESS_DENIED, "no credential is for its address"));
            return;
        }
        InitPacket init = InitPacket.create(server.random(), server.clock());
        ctx.writeAndFlush(Unpooled.wrappedBuffer(init.encode()));
        ctx.pipeline()
                .addAfter(
                        ctx.name(),
                        "packet-age",
                        new PacketAgeHandler(policy.config().maxPacketAge(), init.timestamp(), System::nanoTime))
                .replace(this, "data-packet-decoder", new DataPacketDecoder(init, credentials, policy.layouts()));
        ctx.fireChannelActive();
        ReadHold.release(ctx.channel()); // held since it was accepted
    }
}
