package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.io.IOException;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a connection that was refused or sent something unacceptable, and says why in the log. */
final class ConnectionEndHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionEndHandler.class);

    private final ServerContext server;
    private final Diagnosis diagnosis;

    ConnectionEndHandler(ServerContext server, Diagnosis diagnosis) {
        this.server = server;
        this.diagnosis = diagnosis;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}: connected", Peer.of(ctx.channel()));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof RefusedResult refused) {
            tell(ctx.channel(), refused.why());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        Throwable cause = thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (thrown instanceof UndecipherableException packet && cause instanceof RejectedException rejected) {
            diagnose(ctx.channel(), packet, rejected.reason());
            ReceiptHandler.reset(ctx.channel());
        } else if (cause instanceof RejectedException rejected) {
            tell(ctx.channel(), rejected);
            end(ctx, rejected.reason());
        } else if (cause instanceof IOException) {
            LOG.debug("{}: connection lost: {}", Peer.of(ctx.channel()), cause.getMessage());
            ReceiptHandler.reset(ctx.channel());
        } else {
            LOG.error("{}: internal error, please report it", Peer.of(ctx.channel()), cause);
            ReceiptHandler.reset(ctx.channel());
        }
    }

    private void tell(Channel channel, RejectedException rejected) {
        server.counters().rejected(rejected.reason());
        server.rejections().log(rejected.reason(), Peer.address(channel), Peer.of(channel), rejected.getMessage());
    }

    private void diagnose(Channel channel, UndecipherableException packet, RejectReason reason) {
        server.counters().rejected(reason);
        InetAddress address = Peer.address(channel);
        String peer = Peer.of(channel);
        diagnosis.explain(packet, address, message -> server.rejections().log(reason, message, address, peer, message));
    }

    /** Whoever has had no init packet yet is told by the end of the connection, all others by a reset. */
    private static void end(ChannelHandlerContext ctx, RejectReason reason) {
        if (reason == RejectReason.ACCESS_DENIED || reason == RejectReason.TOO_MANY_CONNECTIONS) {
            ctx.close();
        } else {
            ReceiptHandler.reset(ctx.channel());
        }
    }
}
