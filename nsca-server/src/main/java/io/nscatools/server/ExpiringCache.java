package io.nscatools.server;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers what was looked up, for some time and up to a number of entries. For use by several threads.
 *
 * @param <K> what is asked for
 * @param <V> the answer
 */
final class ExpiringCache<K, V> {
    private static final int MAX_ENTRIES = 10_000;

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    private record Entry<V>(V value, long expires) {}

    ExpiringCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    Optional<V> get(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null || nanoTime.getAsLong() - entry.expires >= 0 ? Optional.empty() : Optional.of(entry.value);
    }

    /** Remembers {@code value}; when there is no room, what has expired goes, and if that is nothing, everything. */
    void put(K key, V value, Duration validFor) {
        long now = nanoTime.getAsLong();
        if (entries.size() >= MAX_ENTRIES) {
            entries.values().removeIf(entry -> now - entry.expires >= 0);
        }
        if (entries.size() >= MAX_ENTRIES) {
            entries.clear();
        }
        entries.put(key, new Entry<>(value, now + validFor.toNanos()));
    }
}
