package io.nscatools.server;

import java.util.concurrent.TimeUnit;

/** Counts events against a rate; a second's worth may come at once. May go into debt. For use by several threads. */
final class TokenBucket {
    private final double perNano;
    private final double capacity;
    private double tokens;
    private long at;

    /** A full bucket. */
    TokenBucket(int perSecond, long now) {
        this.perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
        this.capacity = perSecond;
        this.tokens = perSecond;
        this.at = now;
    }

    /** Takes a token in any case, and returns how many nanoseconds it takes to pay the debt; 0 if there is none. */
    synchronized long take(long now) {
        fill(now);
        tokens--;
        return debtNanos();
    }

    /** Takes a token if there is one. */
    synchronized boolean tryTake(long now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Returns how many nanoseconds it takes to pay the debt; 0 if there is none. */
    synchronized long debt(long now) {
        fill(now);
        return debtNanos();
    }

    /** Returns whether it is as new, so that it need not be kept. */
    synchronized boolean isFull(long now) {
        fill(now);
        return tokens >= capacity;
    }

    private void fill(long now) {
        tokens = Math.min(capacity, tokens + Math.max(0, now - at) * perNano);
        at = now;
    }

    private long debtNanos() {
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perNano);
    }
}
