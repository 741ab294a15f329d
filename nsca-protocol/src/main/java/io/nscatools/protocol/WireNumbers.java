package io.nscatools.protocol;

import java.time.Clock;

/** Numbers on the wire: times are seconds since 1970 in 32 unsigned bits, return codes have 16 signed bits. */
final class WireNumbers {
    private static final long MAX_TIMESTAMP = 0xffff_ffffL;

    private WireNumbers() {}

    static long timestamp(Clock clock) {
        return clock.instant().getEpochSecond() & MAX_TIMESTAMP;
    }

    static void requireTimestamp(long timestamp) {
        if (timestamp < 0 || timestamp > MAX_TIMESTAMP) {
            throw new IllegalArgumentException("timestamp " + timestamp + " does not fit in 32 bits");
        }
    }

    static void requireCount(long count) {
        if (count < 0 || count > 0xffff_ffffL) {
            throw new IllegalArgumentException("count " + count + " does not fit in 32 bits");
        }
    }

    static void requireReturnCode(int returnCode) {
        if (returnCode != (short) returnCode) {
            throw new IllegalArgumentException("return code " + returnCode + " is not within -32768..32767");
        }
    }
}
