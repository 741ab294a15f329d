package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;

/**
 * Holds up a sender by not reading from its connection, so that it waits instead of results being lost. There may be
 * several reasons at once; reading goes on when the last one is gone.
 */
final class ReadHold {
    private static final AttributeKey<Integer> HOLDS = AttributeKey.valueOf(ReadHold.class, "holds");

    private ReadHold() {}

    /** Stops reading until {@link #release} has been called as often as this. To be called on the event loop. */
    static void hold(Channel channel) {
        Attribute<Integer> holds = channel.attr(HOLDS);
        int before = holds.get() == null ? 0 : holds.get();
        holds.set(before + 1);
        if (before == 0) {
            channel.config().setAutoRead(false);
        }
    }

    /** Takes back one {@link #hold}. To be called on any thread. */
    static void release(Channel channel) {
        if (channel.eventLoop().inEventLoop()) {
            releaseNow(channel);
        } else {
            channel.eventLoop().execute(() -> releaseNow(channel));
        }
    }

    private static void releaseNow(Channel channel) {
        Attribute<Integer> holds = channel.attr(HOLDS);
        holds.set(holds.get() - 1);
        if (holds.get() == 0 && !hasEnded(channel)) {
            IdleStateHandler idle = channel.pipeline().get(IdleStateHandler.class);
            if (idle != null) {
                idle.resetReadTimeout(); // the sender was not silent, we did not listen
            }
            channel.config().setAutoRead(true);
        }
    }

    /** A sender that goes is read to its end, held up or not; epoll cannot be told to go on with it. */
    private static boolean hasEnded(Channel channel) {
        return channel instanceof DuplexChannel duplex && duplex.isInputShutdown();
    }

    /** Returns whether the sender is held up just now. */
    static boolean isHeld(Channel channel) {
        Integer holds = channel.attr(HOLDS).get();
        return holds != null && holds > 0;
    }
}
