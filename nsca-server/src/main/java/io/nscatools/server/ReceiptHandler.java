package io.nscatools.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;

/**
 * Answers a peer that has ended its side of the connection with a {@link io.nscatools.protocol.Receipt}, once all of
 * its results are safe, and closes. A connection that ends otherwise is {@linkplain #reset reset}: no sender shall take
 * its end for the one of a C daemon, which has taken all.
 *
 * <p>Needs {@link ChannelOption#ALLOW_HALF_CLOSURE}.
 */
final class ReceiptHandler extends ChannelInboundHandlerAdapter {
    private final ConnectionReceipt receipt;
    private boolean inputEnded;
    private boolean answered;

    ReceiptHandler(ConnectionReceipt receipt) {
        this.receipt = receipt;
    }

    /** The event that the server stops: a connection that waits for its receipt is left to get it, others are reset. */
    enum Stopping {
        EVENT
    }

    /** Ends a connection so that its peer sees a reset. */
    static void reset(Channel channel) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> reset(channel));
        } else if (channel.isOpen()) { // else its descriptor may be another connection's by now
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof RefusedResult) {
            receipt.refuse();
        } else if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            receipt.whenAllSafe(() -> ctx.executor().execute(() -> answer(ctx)));
        } else if (event == Stopping.EVENT && !inputEnded) {
            reset(ctx.channel());
        }
        boolean waitsForUs = event instanceof IdleStateEvent && inputEnded;
        if (!waitsForUs) {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void answer(ChannelHandlerContext ctx) {
        if (!answered && ctx.channel().isActive()) {
            answered = true;
            ctx.writeAndFlush(Unpooled.wrappedBuffer(receipt.toReceipt().encode()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
