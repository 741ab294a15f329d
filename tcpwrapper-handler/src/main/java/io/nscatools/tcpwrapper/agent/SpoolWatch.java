package io.nscatools.tcpwrapper.agent;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sleeps until there is something new in the spool, without waking in between. */
final class SpoolWatch implements AutoCloseable {
    /** Where the system cannot watch a folder, it is looked into so often. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Path folder;
    private final WatchService service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private WatchKey key;

    private SpoolWatch(Path folder, WatchService service, WatchKey key) {
        this.folder = folder;
        this.service = service;
        this.key = key;
    }

    /** Watches a folder; if the system cannot, the log says so and the folder is looked into once a second. */
    static SpoolWatch of(Path folder, AgentLog log) {
        try {
            WatchService service = folder.getFileSystem().newWatchService();
            return new SpoolWatch(folder, service, register(folder, service));
        } catch (IOException e) {
            log.info(folder + ": cannot be watched (" + e.getMessage() + "), looking into it once a second");
            return new SpoolWatch(folder, null, null);
        }
    }

    private static WatchKey register(Path folder, WatchService service) throws IOException {
        return folder.register(service, StandardWatchEventKinds.ENTRY_CREATE);
    }

    /**
     * Returns when something has come into the folder, at the latest after {@code atMost} or when closed. While more is
     * gathered nobody watches: each file that came would wake a thread.
     *
     * @param gather so much longer, once something has come, for what comes with it
     * @return whether something may have come
     * @throws IOException if the folder cannot be watched any more; the next call tries again
     */
    boolean await(Duration atMost, Duration gather) throws IOException, InterruptedException {
        if (service == null) {
            pause(atMost.compareTo(POLL) < 0 ? atMost : POLL);
            return true;
        }
        try {
            if (key.isValid()) {
                if (service.poll(atMost.toNanos(), TimeUnit.NANOSECONDS) == null) {
                    return false;
                }
                key.cancel();
                pause(gather);
            }
            key = register(folder, service);
            return true;
        } catch (ClosedWatchServiceException e) {
            return false; // the agent is to end
        }
    }

    /** Returns after {@code time} or when closed, whatever comes. */
    void pause(Duration time) throws InterruptedException {
        closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                // It will watch nothing any more.
            }
        }
    }
}
