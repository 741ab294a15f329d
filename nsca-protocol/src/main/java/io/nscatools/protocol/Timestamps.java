package io.nscatools.protocol;

import java.time.Clock;

/** Times on the wire: seconds since 1970 in 32 unsigned bits, which last until 2106. */
final class Timestamps {
    private static final long MAX = 0xffff_ffffL;

    private Timestamps() {}

    static long of(Clock clock) {
        return clock.instant().getEpochSecond() & MAX;
    }

    static void require(long timestamp) {
        if (timestamp < 0 || timestamp > MAX) {
            throw new IllegalArgumentException("timestamp " + timestamp + " does not fit in 32 bits");
        }
    }
}
