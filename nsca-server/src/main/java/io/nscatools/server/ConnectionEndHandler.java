package io.nscatools.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a connection that sent something unacceptable or nothing for too long, and says why in one line of the log. */
final class ConnectionEndHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionEndHandler.class);

    private final EncryptionMethod method;

    ConnectionEndHandler(EncryptionMethod method) {
        this.method = method;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        LOG.debug("{}: connected", Peer.of(ctx.channel()));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // A sender that we hold up ourselves is not idle.
        if (event instanceof IdleStateEvent && ctx.channel().config().isAutoRead()) {
            LOG.info("{}: closed: sent nothing for too long", Peer.of(ctx.channel()));
            ReceiptHandler.reset(ctx.channel());
        } else if (event instanceof RefusedResult refused) {
            // The sender knows the password; one bad result is no reason to lose those after it.
            LOG.warn(
                    "{}: result refused: {}",
                    Peer.of(ctx.channel()),
                    refused.why().getMessage());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        Throwable cause = thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof RejectedException rejected) {
            LOG.warn("{}: rejected: {}", Peer.of(ctx.channel()), explain(rejected));
        } else if (cause instanceof IOException) {
            LOG.debug("{}: connection lost: {}", Peer.of(ctx.channel()), cause.getMessage());
        } else {
            LOG.error("{}: internal error, please report it", Peer.of(ctx.channel()), cause);
        }
        ReceiptHandler.reset(ctx.channel());
    }

    private String explain(RejectedException rejected) {
        return isUndecipherable(rejected.reason())
                ? "wrong password or encryption method (this server expects method " + method
                        + "), or not an NSCA client: " + rejected.getMessage()
                : rejected.getMessage();
    }

    private static boolean isUndecipherable(RejectReason reason) {
        return reason == RejectReason.PACKET_VERSION || reason == RejectReason.CHECKSUM;
    }
}
