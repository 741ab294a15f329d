package io.nscatools.tcpwrapper.agent;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The reverse names of peers, each taken only if the name has the peer's address again: who owns an address can give it
 * any name. Names are cached, look-ups bounded in number, and nobody waits for them beyond a limit.
 */
final class ReverseNames {
    private static final int MAX_CACHED = 1000;
    private static final int MAX_WAITING = 100;
    private static final int THREADS = 4;
    private static final Duration CACHED = Duration.ofMinutes(10);

    private final Function<InetAddress, Optional<String>> lookUp;
    private final Duration wait;
    private final Map<PeerAddress, Lookup> cache = new LruMap<>(MAX_CACHED);
    private final ThreadPoolExecutor executor;

    private record Lookup(Future<Optional<String>> name, long started) {}

    /**
     * Names that {@code lookUp}, which may take its time, knows.
     *
     * @param wait how long a caller waits for all names together
     */
    ReverseNames(Function<InetAddress, Optional<String>> lookUp, Duration wait) {
        this.lookUp = lookUp;
        this.wait = wait;
        this.executor = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "reverse-name");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** Asks this machine's name service. */
    static Optional<String> system(InetAddress address) {
        // Java checks that the name has the address, and gives the address back if not.
        String name = address.getCanonicalHostName();
        return PeerAddress.parse(name).isPresent() ? Optional.empty() : Optional.of(name);
    }

    /** Returns the names that are known in time, cleaned as other names of the peer's. */
    Map<PeerAddress, String> of(List<PeerAddress> addresses) {
        long end = System.nanoTime() + wait.toNanos();
        Map<PeerAddress, String> names = new HashMap<>();
        for (int i = 0; i < addresses.size(); i += MAX_WAITING) {
            List<PeerAddress> together = addresses.subList(i, Math.min(i + MAX_WAITING, addresses.size()));
            together.forEach(this::start);
            for (PeerAddress address : together) {
                Lookup lookup = cache.get(address);
                if (lookup != null) {
                    await(lookup.name(), end - System.nanoTime())
                            .ifPresent(name -> names.put(address, DeniedConnection.clean(name)));
                }
            }
        }
        return names;
    }

    private void start(PeerAddress address) {
        Lookup known = cache.get(address);
        if (known != null && System.nanoTime() - known.started() < CACHED.toNanos()) {
            return;
        }
        try {
            cache.put(address, new Lookup(executor.submit(() -> lookUp.apply(address.address())), System.nanoTime()));
        } catch (RejectedExecutionException e) {
            cache.remove(address); // too many wait already; this one goes without
        }
    }

    private static Optional<String> await(Future<Optional<String>> name, long nanos) {
        try {
            return name.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
