package io.nscatools.server;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rests for a second when no connection can be accepted, mostly for want of descriptors; new ones wait meanwhile. */
@Sharable
final class AcceptFailureHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptFailureHandler.class);
    private static final long REST_SECONDS = 1;
    private static final long TELL_AGAIN_AFTER = TimeUnit.SECONDS.toNanos(30);

    private final AtomicLong tellFrom = new AtomicLong(System.nanoTime());

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        long now = System.nanoTime();
        long from = tellFrom.get();
        if (now - from >= 0 && tellFrom.compareAndSet(from, now + TELL_AGAIN_AFTER)) {
            LOG.error(
                    "cannot accept connections, which wait: {}; raise how many files the process may open"
                            + " (LimitNOFILE= in the service unit) above limits: connections",
                    cause.getMessage());
        }
        ChannelConfig config = ctx.channel().config();
        if (config.isAutoRead()) {
            config.setAutoRead(false);
            ctx.executor().schedule(() -> config.setAutoRead(true), REST_SECONDS, TimeUnit.SECONDS);
        }
    }
}
