package io.nscatools.server;

import io.nscatools.protocol.RejectReason;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Says what was refused and why, without letting anybody fill the disk: one line for each cause and address, then a
 * line with how many more there were, every half a minute for as long as it goes on.
 */
final class RejectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);
    private static final long WINDOW_SECONDS = 30;
    /** Causes and addresses that are remembered; what comes beyond is counted without its address. */
    private static final int MAX_WINDOWS = 1000;

    private final Map<Key, Window> windows = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** A log that takes the time from {@code nanoTime}. */
    RejectionLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The same cause from the same address is told once in a window. */
    private record Key(String address, String cause) {}

    private static final class Window {
        private final long end;
        private final RejectReason reason;
        private long more;

        private Window(long end, RejectReason reason) {
            this.end = end;
            this.reason = reason;
        }
    }

    /** Tells that {@code peer} was refused for what {@code message} says; messages of one reason are one cause. */
    void log(RejectReason reason, InetAddress address, String peer, String message) {
        log(reason, inWords(reason), address, peer, message);
    }

    /** Tells that {@code peer} was refused; lines with the same {@code cause} are told once in a while. */
    void log(RejectReason reason, String cause, InetAddress address, String peer, String message) {
        boolean full = windows.size() >= MAX_WINDOWS;
        Key own = new Key(Peer.text(address), cause);
        Key key = full && !windows.containsKey(own) ? new Key("others", inWords(reason)) : own;
        boolean[] first = new boolean[1];
        windows.compute(key, (k, known) -> {
            if (known != null) {
                known.more++;
                return known;
            }
            first[0] = true;
            return new Window(nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(WINDOW_SECONDS), reason);
        });
        if (first[0]) {
            line(reason, key.address(), peer + ": " + verb(reason) + ": " + message);
        }
    }

    /** Ends windows whose time is over and tells how much they kept back; to be called about once a second. */
    void sweep() {
        long now = nanoTime.getAsLong();
        windows.forEach((key, window) -> {
            if (now - window.end >= 0) {
                windows.computeIfPresent(key, (k, ended) -> end(k, ended, now));
            }
        });
    }

    /** A window that kept something back goes on with another. */
    private static Window end(Key key, Window ended, long now) {
        if (ended.more == 0) {
            return null;
        }
        line(
                ended.reason,
                key.address(),
                key.address() + ": " + verb(ended.reason) + " " + ended.more + " more times within " + WINDOW_SECONDS
                        + " s: " + key.cause());
        return new Window(now + TimeUnit.SECONDS.toNanos(WINDOW_SECONDS), ended.reason);
    }

    private static String inWords(RejectReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String verb(RejectReason reason) {
        return switch (reason) {
            case HOST_NAME, SERVICE_DESCRIPTION, NOT_ALLOWED, SPOOFED -> "result refused";
            case TIMED_OUT -> "closed";
            case PROBE -> "probed";
            default -> "rejected";
        };
    }

    private static void line(RejectReason reason, String address, String message) {
        boolean harmless = reason == RejectReason.TIMED_OUT || reason == RejectReason.PROBE;
        LOG.atLevel(harmless ? Level.INFO : Level.WARN)
                .addKeyValue("source", address)
                .addKeyValue("reason", reason)
                .log(message);
    }
}
