package io.nscatools.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/** Holds up the connections of an address that sends more results a second than it may; no result is lost for that. */
final class RateLimitHandler extends ChannelInboundHandlerAdapter {
    private final Sources sources;
    private final int resultsPerSecond;
    private TokenBucket bucket;
    private boolean holding;

    RateLimitHandler(Sources sources, int resultsPerSecond) {
        this.sources = sources;
        this.resultsPerSecond = resultsPerSecond;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        bucket = sources.bucket(Peer.address(ctx.channel()), resultsPerSecond, System.nanoTime());
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        long debtNanos = bucket.take(System.nanoTime());
        if (debtNanos > 0 && !holding) {
            holding = true;
            ReadHold.hold(ctx.channel());
            ctx.executor().schedule(() -> release(ctx), debtNanos, TimeUnit.NANOSECONDS);
        }
        ctx.fireChannelRead(message);
    }

    /** What was read at once may have made the debt greater since. */
    private void release(ChannelHandlerContext ctx) {
        long debtNanos = bucket.debt(System.nanoTime());
        if (debtNanos > 0) {
            ctx.executor().schedule(() -> release(ctx), debtNanos, TimeUnit.NANOSECONDS);
        } else {
            holding = false;
            ReadHold.release(ctx.channel());
        }
    }
}
