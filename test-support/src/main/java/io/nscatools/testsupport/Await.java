package io.nscatools.testsupport;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what another process will do, in integration tests. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Await() {}

    /** Returns as soon as {@code condition} holds; fails with {@code explanation} if it does not within 30 s. */
    public static void until(Callable<Boolean> condition, Callable<String> explanation) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not so after " + PATIENCE.toSeconds() + " s: " + explanation.call());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
