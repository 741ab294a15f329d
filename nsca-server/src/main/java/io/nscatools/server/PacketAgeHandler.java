package io.nscatools.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets only packets pass whose time is near that of the connection's init packet, which they carry back (fact 5), and
 * that come soon after it. A recorded packet is of no use on another connection, then, nor on this one for long. The C
 * daemon has read {@code max_packet_age} without effect since 2.9.1 (fact 18).
 *
 * <p>How long we did not read from the connection ourselves makes no packet older, nor does a clock that is set.
 */
final class PacketAgeHandler extends ChannelDuplexHandler {
    private final long maxAgeSeconds;
    private final long initTimestamp;
    private final LongSupplier nanoTime;
    private final long began;
    /** Whether the last read has ended, and the next one has not been asked for. */
    private boolean notReading;

    private long notReadingSince;
    private long notReadingNanos;

    /** To be made with the init packet. Zero for {@code maxAge} lets every packet pass. */
    PacketAgeHandler(Duration maxAge, long initTimestamp, LongSupplier nanoTime) {
        this.maxAgeSeconds = maxAge.toSeconds();
        this.initTimestamp = initTimestamp;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!notReading) {
            notReading = true;
            notReadingSince = nanoTime.getAsLong();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (notReading) {
            notReading = false;
            notReadingNanos += nanoTime.getAsLong() - notReadingSince;
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
        long sinceInit = nanoTime.getAsLong() - began;
        long ahead = packet.timestamp() - initTimestamp;
        long age = TimeUnit.NANOSECONDS.toSeconds(sinceInit) - ahead;
        if (ahead < -maxAgeSeconds) {
            throw rejected(packet, RejectReason.TOO_OLD, age, " s old: clock or time zone of the sender?");
        }
        if (ahead > maxAgeSeconds) {
            throw rejected(
                    packet, RejectReason.IN_THE_FUTURE, -age, " s in the future: clock or time zone of the sender?");
        }
        if (TimeUnit.NANOSECONDS.toSeconds(sinceInit - notReadingNanos) - ahead > maxAgeSeconds) {
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
