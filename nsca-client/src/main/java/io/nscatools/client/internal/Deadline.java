package io.nscatools.client.internal;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A moment by which something must be done, on the clock that nobody sets. */
public final class Deadline {
    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns the moment that is {@code time} from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + nanos(time));
    }

    /** Returns the earlier of this and {@code time} from now. */
    public Deadline atMost(Duration time) {
        long now = System.nanoTime();
        return new Deadline(now + Math.min(nanoTime - now, nanos(time)));
    }

    /** Returns the time that is left, not negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** Returns whether no time is left. */
    public boolean isOver() {
        return left().isZero();
    }

    /** Returns the time that is left in milliseconds, 1 at least, as {@code Selector.select} wants it. */
    public long millisLeft() throws SocketTimeoutException {
        Duration left = left();
        if (left.isZero()) {
            throw new SocketTimeoutException("the time is over");
        }
        return left.toMillis() + 1;
    }

    /** Longer times than a year are a year: they must not overflow. */
    private static long nanos(Duration time) {
        Duration year = Duration.ofDays(365);
        return (time.compareTo(year) > 0 ? year : time).toNanos();
    }
}
