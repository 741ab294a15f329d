package io.nscatools.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/**
 * Lets only packets pass whose time is near: that of the connection's init packet, which packets carry back (fact 5),
 * and now. A recorded packet is of no use on another connection, then, nor on this one for long. The C daemon has read
 * {@code max_packet_age} without effect since 2.9.1 (fact 18).
 *
 * <p>How long we did not read from the connection ourselves makes no packet older.
 */
final class PacketAgeHandler extends ChannelDuplexHandler {
    private final long maxAgeSeconds;
    private final long initTimestamp;
    private final Clock clock;
    /** When the last read ended, or -1 while the next one has been asked for. */
    private long notReadingSince = -1;

    private long notReadingMillis;

    /** Zero for {@code maxAge} lets every packet pass. */
    PacketAgeHandler(Duration maxAge, long initTimestamp, Clock clock) {
        this.maxAgeSeconds = maxAge.toSeconds();
        this.initTimestamp = initTimestamp;
        this.clock = clock;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (notReadingSince < 0) {
            notReadingSince = clock.millis();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (notReadingSince >= 0) {
            notReadingMillis += Math.max(0, clock.millis() - notReadingSince);
            notReadingSince = -1;
        }
        ctx.read();
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
        long heldUp = notReadingMillis / 1000;
        if (packet.timestamp() < initTimestamp - maxAgeSeconds) {
            throw rejected(packet, RejectReason.TOO_OLD, age, " s old: clock or time zone of the sender?");
        }
        if (packet.timestamp() > initTimestamp + maxAgeSeconds || age < -maxAgeSeconds) {
            throw rejected(
                    packet, RejectReason.IN_THE_FUTURE, -age, " s in the future: clock or time zone of the sender?");
        }
        if (age > maxAgeSeconds + heldUp) {
            throw rejected(packet, RejectReason.TOO_OLD, age, " s old: it came that long after the connection began");
        }
    }

    private RejectedException rejected(DataPacket packet, RejectReason reason, long seconds, String what) {
        return new RejectedException(
                reason,
                String.format(
                        Locale.ROOT,
                        "packet is %,d%s (host '%s'%s; max_packet_age is %d s)",
                        seconds,
                        what,
                        packet.hostName(),
                        packet.serviceDescription().isEmpty() ? "" : ", service '" + packet.serviceDescription() + "'",
                        maxAgeSeconds));
    }
}
