package io.nscatools.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The addresses of host names, looked up beside the event loops and remembered for a while. */
final class HostNames {
    private static final Duration VALID = Duration.ofSeconds(60);
    private static final Duration UNKNOWN_VALID = Duration.ofSeconds(10);

    private final ExpiringCache<String, Set<InetAddress>> cache = new ExpiringCache<>(System::nanoTime);
    private final Executor executor;
    private final Resolver resolver;

    /** Looks up the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        /** Returns all addresses; may take long. */
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** Names that the system resolves, on {@code executor}. */
    HostNames(Executor executor) {
        this(executor, InetAddress::getAllByName);
    }

    HostNames(Executor executor, Resolver resolver) {
        this.executor = executor;
        this.resolver = resolver;
    }

    /** Returns the addresses of {@code name} if they are remembered; none if it has none. */
    Optional<Set<InetAddress>> remembered(String name) {
        return cache.get(name);
    }

    /** Looks up the addresses of {@code name} and hands them to {@code then}, on any thread; none if it has none. */
    void lookUp(String name, Consumer<Set<InetAddress>> then) {
        try {
            executor.execute(() -> then.accept(lookUp(name)));
        } catch (RejectedExecutionException e) {
            then.accept(Set.of()); // too many names are being looked up: as if it had timed out
        }
    }

    private Set<InetAddress> lookUp(String name) {
        try {
            Set<InetAddress> addresses = Set.copyOf(List.of(resolver.addresses(name)));
            cache.put(name, addresses, VALID);
            return addresses;
        } catch (UnknownHostException e) {
            cache.put(name, Set.of(), UNKNOWN_VALID);
            return Set.of();
        }
    }
}
