package io.nscatools.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import io.nscatools.server.config.LimitsConfig;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection that brings no packet for too long, however busy it looks, or lasts for too long. Comes after the
 * decoder, so that what it sees are whole packets: the C daemon, too, wants a packet whole in its time (fact 34). A
 * sender that we hold up ourselves is not to blame.
 */
final class ConnectionTimeHandler extends IdleStateHandler {
    private static final long HELD_UP_RETRY_SECONDS = 1;

    private final LimitsConfig limits;
    private boolean inputEnded;
    private Future<?> end;

    ConnectionTimeHandler(LimitsConfig limits) {
        super(limits.idleTime().toMillis(), 0, 0, TimeUnit.MILLISECONDS);
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        Duration longest = limits.connectionTime();
        if (!longest.isZero()) {
            end = ctx.executor().schedule(() -> timeIsOver(ctx), longest.toMillis(), TimeUnit.MILLISECONDS);
        }
        super.channelActive(ctx);
    }

    /** A connection that has ended must not be kept in memory until its time would have been over. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (end != null) {
            end.cancel(false);
        }
        super.channelInactive(ctx);
    }

    /** From then on the sender waits for us, and for its receipt. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        inputEnded |= event instanceof ChannelInputShutdownEvent;
        super.userEventTriggered(ctx, event);
    }

    private void timeIsOver(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive() || inputEnded) {
            return;
        }
        if (ReadHold.isHeld(ctx.channel())) {
            end = ctx.executor().schedule(() -> timeIsOver(ctx), HELD_UP_RETRY_SECONDS, TimeUnit.SECONDS);
        } else {
            timedOut(ctx, "has been connected for " + seconds(limits.connectionTime()) + " (limits: connection_time)");
        }
    }

    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
        if (!inputEnded && !ReadHold.isHeld(ctx.channel())) {
            timedOut(ctx, "sent no whole packet for " + seconds(limits.idleTime()) + " (limits: idle_time)");
        }
    }

    private static void timedOut(ChannelHandlerContext ctx, String why) {
        ctx.fireExceptionCaught(new RejectedException(RejectReason.TIMED_OUT, why));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
