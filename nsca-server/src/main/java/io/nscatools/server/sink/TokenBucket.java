package io.nscatools.server.sink;

/** A rate with a burst. Not for use by several threads at once. */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final int burst;
    private double tokens;
    private long filledAt;

    /** A full bucket at {@code now}, in nanoseconds. */
    TokenBucket(PaceConfig pace, long now) {
        this.perSecond = pace.resultsPerSecond();
        this.burst = pace.burst();
        this.tokens = burst;
        this.filledAt = now;
    }

    /** Returns how many may pass at {@code now}. */
    int available(long now) {
        tokens = Math.min(burst, tokens + (now - filledAt) / NANOS_PER_SECOND * perSecond);
        filledAt = now;
        return (int) tokens;
    }

    /** Counts {@code count} that have passed, no more than {@link #available(long)}. */
    void take(int count) {
        tokens -= count;
    }

    /** Returns in how many nanoseconds the next may pass. */
    long nanosToNext() {
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * NANOS_PER_SECOND);
    }
}
