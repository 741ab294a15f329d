package io.nscatools.server;

import io.nscatools.server.config.LimitsConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who is connected how often. A source is one IPv4 address or one IPv6 network of 64 bits, as one customer has at least
 * that much of IPv6.
 */
final class Sources {
    private static final int NETWORK_BYTES = 8;

    private final Map<InetAddress, Source> sources = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** The connections of one source, and its bucket once it is used. */
    private static final class Source {
        private int connections;
        private int resultsPerSecond;
        private TokenBucket bucket;
    }

    /** What {@link #enter} says. */
    enum Admission {
        ADMITTED,
        TOO_MANY,
        TOO_MANY_OF_SOURCE
    }

    /** Counts a connection of {@code address}, unless there would be more than {@code limits} allows. */
    Admission enter(InetAddress address, LimitsConfig limits) {
        if (connections.incrementAndGet() > limits.connections()) {
            connections.decrementAndGet();
            return Admission.TOO_MANY;
        }
        boolean[] admitted = new boolean[1];
        sources.compute(network(address), (network, known) -> {
            Source source = known == null ? new Source() : known;
            admitted[0] = source.connections < limits.connectionsPerSource();
            source.connections += admitted[0] ? 1 : 0;
            return source;
        });
        if (!admitted[0]) {
            connections.decrementAndGet();
            return Admission.TOO_MANY_OF_SOURCE;
        }
        return Admission.ADMITTED;
    }

    /** Counts a connection less that was admitted and has not {@linkplain #sentAll sent all}. */
    void leave(InetAddress address, long now) {
        leave();
        sentAll(address, now);
    }

    /** Counts a connection less that was admitted and has {@linkplain #sentAll sent all}. */
    void leave() {
        connections.decrementAndGet();
    }

    /**
     * Counts a connection less for the limit of its source: it has sent all and waits for us. A sender that is gone
     * cannot do anything about how many of its connections wait, and must be able to send its next result.
     */
    void sentAll(InetAddress address, long now) {
        sources.computeIfPresent(network(address), (network, source) -> {
            source.connections--;
            return isForgettable(source, now) ? null : source;
        });
    }

    /** Returns the bucket that all connections of an admitted source share. */
    TokenBucket bucket(InetAddress address, int resultsPerSecond, long now) {
        Source shared = sources.compute(network(address), (network, known) -> {
            Source source = known == null ? new Source() : known;
            if (source.bucket == null || source.resultsPerSecond != resultsPerSecond) {
                source.bucket = new TokenBucket(resultsPerSecond, now);
                source.resultsPerSecond = resultsPerSecond;
            }
            return source;
        });
        return shared.bucket;
    }

    /** Forgets sources that nothing need be known of any more. */
    void sweep(long now) {
        sources.keySet()
                .forEach(key ->
                        sources.computeIfPresent(key, (network, source) -> isForgettable(source, now) ? null : source));
    }

    /** A source that has used up its rate must not get a new one by connecting anew. */
    private static boolean isForgettable(Source source, long now) {
        return source.connections == 0 && (source.bucket == null || source.bucket.isFull(now));
    }

    /** Returns how many connections there are. */
    int connections() {
        return connections.get();
    }

    /** Returns how many sources are remembered. */
    int size() {
        return sources.size();
    }

    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
