package io.nscatools.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What systemd and a service say to each other (sd_notify(3), sd_listen_fds(3)): ready, reloading, stopping, the
 * watchdog, and sockets that systemd has opened. Without systemd nothing is said.
 */
final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    private static final int FIRST_DESCRIPTOR = 3;
    private static final int O_NONBLOCK = 04000;

    private final Map<String, String> environment;
    private final long pid = ProcessHandle.current().pid();

    /** A service manager that has set {@code environment}. */
    ServiceManager(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Says that connections are accepted, or that a reload is over. */
    void ready() {
        send("READY=1");
    }

    /** Says that the configuration is read anew; {@link #ready()} ends that. */
    void reloading() {
        // On Linux this is the monotonic clock that Type=notify-reload asks for.
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** Says that the server stops. */
    void stopping() {
        send("STOPPING=1");
    }

    /** Says that the server is alive. */
    void alive() {
        send("WATCHDOG=1");
    }

    private void send(String state) {
        String path = environment.get("NOTIFY_SOCKET");
        if (path == null || path.isEmpty()) {
            return;
        }
        try (UnixDatagramSocket socket = UnixDatagramSocket.connect(path)) {
            socket.send(state.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("NOTIFY_SOCKET {}: {}", path, e.getMessage());
        }
    }

    /** Returns how often it must be told that the server is alive, at the least. */
    Optional<Duration> watchdogInterval() {
        return number("WATCHDOG_USEC")
                .filter(micros -> micros > 0 && number("WATCHDOG_PID").orElse(pid) == pid)
                .map(micros -> Duration.ofNanos(micros * 1000));
    }

    /**
     * Returns the descriptors of the sockets to accept connections on; none if the server must open its own.
     *
     * @throws IOException if one would block the server
     */
    List<Integer> sockets() throws IOException {
        if (number("LISTEN_PID").orElse(0L) != pid) {
            return List.of();
        }
        int count = number("LISTEN_FDS").orElse(0L).intValue();
        List<Integer> descriptors = IntStream.range(FIRST_DESCRIPTOR, FIRST_DESCRIPTOR + count)
                .boxed()
                .toList();
        for (int descriptor : descriptors) {
            requireNonBlocking(descriptor);
        }
        return descriptors;
    }

    /** Java cannot change it, and accepting on a blocking socket would stop everything else. */
    private static void requireNonBlocking(int descriptor) throws IOException {
        Path info = Path.of("/proc/self/fdinfo/" + descriptor);
        for (String line : Files.readAllLines(info)) {
            if (line.startsWith("flags:")
                    && (Long.parseLong(line.substring("flags:".length()).strip(), 8) & O_NONBLOCK) == 0) {
                throw new IOException("the socket from the service manager, descriptor " + descriptor
                        + ", is a blocking one: set NonBlocking=yes in the service unit");
            }
        }
    }

    private Optional<Long> number(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::valueOf);
    }
}
