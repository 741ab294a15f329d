package io.nscatools.tcpwrapper.agent;

import java.time.Duration;
import java.util.ArrayDeque;

/** Tells whether something happens more than so often within a time that slides. */
final class RateLimit {
    private final int limit;
    private final long within;
    private final ArrayDeque<Long> times = new ArrayDeque<>();

    /** A limit of {@code limit} times within {@code within}. */
    RateLimit(int limit, Duration within) {
        this.limit = limit;
        this.within = within.toNanos();
    }

    /**
     * Counts one more time and returns whether it is one too many.
     *
     * @param now nanoseconds of a clock that never steps
     */
    boolean exceededAt(long now) {
        if (limit == 0) {
            return true;
        }
        boolean exceeded = times.size() == limit && now - times.getFirst() < within;
        if (times.size() == limit) {
            times.removeFirst();
        }
        times.addLast(now);
        return exceeded;
    }
}
