package io.nscatools.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between retries: each twice the one before, none longer than {@code longest}, and of each a random part,
 * half of it at least.
 */
record Backoff(Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 30;

    /** Returns the pause before a retry, the first of which is number 0. */
    Duration pause(int retry, RandomGenerator random) {
        Duration doubled = first.multipliedBy(1L << Math.min(retry, MAX_DOUBLINGS));
        long millis = (doubled.compareTo(longest) > 0 ? longest : doubled).toMillis();
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }
}
