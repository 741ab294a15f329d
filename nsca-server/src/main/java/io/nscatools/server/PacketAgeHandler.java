package io.nscatools.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.time.Clock;
import java.time.Duration;

/**
 * Lets only packets pass whose time is near ours: at most {@code max_packet_age} back or ahead. The C daemon has read
 * that setting without effect since 2.9.1 (fact 18).
 */
final class PacketAgeHandler extends ChannelInboundHandlerAdapter {
    private final long maxAgeSeconds;
    private final Clock clock;

    /** Zero for {@code maxAge} lets every packet pass. */
    PacketAgeHandler(Duration maxAge, Clock clock) {
        this.maxAgeSeconds = maxAge.toSeconds();
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws RejectedException {
        if (maxAgeSeconds > 0) {
            check((DataPacket) message);
        }
        ctx.fireChannelRead(message);
    }

    private void check(DataPacket packet) throws RejectedException {
        long age = clock.instant().getEpochSecond() - packet.timestamp();
        if (Math.abs(age) <= maxAgeSeconds) {
            return;
        }
        String result = "the packet for host '" + packet.hostName() + "'"
                + (packet.serviceDescription().isEmpty() ? "" : ", service '" + packet.serviceDescription() + "'");
        String limit = "max_packet_age is " + maxAgeSeconds + " s";
        if (age > 0) {
            throw new RejectedException(
                    RejectReason.TOO_OLD,
                    result + " is " + age + " s old, " + limit
                            + ": replayed, sent long after connecting, or the sender's clock is behind");
        }
        throw new RejectedException(
                RejectReason.IN_THE_FUTURE,
                result + " is " + -age + " s in the future, " + limit + ": the sender's clock is ahead");
    }
}
