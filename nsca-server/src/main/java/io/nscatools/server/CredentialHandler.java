package io.nscatools.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;

/** Lets only results pass whose host and service the connection's credential is for. */
final class CredentialHandler extends ChannelInboundHandlerAdapter {
    private ServerCredential credential;

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ServerCredential used) {
            credential = used;
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        DataPacket packet = (DataPacket) message;
        if (credential.config().isFor(packet.hostName(), packet.serviceDescription())) {
            ctx.fireChannelRead(message);
            return;
        }
        ctx.fireUserEventTriggered(new RefusedResult(new RejectedException(
                RejectReason.NOT_ALLOWED,
                credential.config().name() + " is not for host '" + packet.hostName() + "'"
                        + (packet.serviceDescription().isEmpty()
                                ? ""
                                : ", service '" + packet.serviceDescription() + "'"))));
    }
}
