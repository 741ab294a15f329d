package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder in which the scripts leave events, one a file. An event stays there until its alert has been delivered, so
 * that whatever happens to the agent, nothing is lost. Held by one agent at a time. Not for use by several threads.
 */
final class Spool implements AutoCloseable {
    static final String PREFIX = "event.";
    static final DirectoryStream.Filter<Path> EVENTS =
            path -> path.getFileName().toString().startsWith(PREFIX);
    private static final String LOCK = ".lock";

    /** So many files are looked at before any of them is read; the others wait their turn. */
    private static final int SCAN = 10_000;

    /** So many bytes of plugin output are held in memory at a time: anybody may leave check results. */
    private static final int MAX_OUTPUTS = 1 << 20;

    private final Path folder;
    private final Path lock;
    private final SpoolReader reader;
    private final AgentLog log;
    private final ArrayDeque<Entry> found = new ArrayDeque<>();
    private final Set<Path> held = new HashSet<>();
    private FileChannel lockFile;
    private Object lockKey;

    /** A file that is there. */
    record Entry(Path file, Instant time, long size) {}

    private Spool(Path folder, SpoolReader reader, AgentLog log) {
        this.folder = folder;
        this.lock = folder.resolve(LOCK);
        this.reader = reader;
        this.log = log;
    }

    /**
     * Takes hold of a spool.
     *
     * @throws IOException if it cannot be used or another agent holds it; the message names the folder
     */
    static Spool open(Path folder, SpoolReader reader, AgentLog log) throws IOException {
        Spool spool = new Spool(folder, reader, log);
        spool.lock();
        return spool;
    }

    private void lock() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(
                    folder + ": no such folder; make it with install -d -m 3733 " + folder + " (docs/tcpwrapper.md)");
        }
        try {
            OwnFile.isThere(lock); // what anybody may open anybody may lock
            lockFile = FileChannel.open(
                    lock,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (tryLock(lockFile)) {
                lockKey = key(lock);
                return;
            }
        } catch (IOException e) {
            throw new IOException(folder + ": cannot be used: " + FileErrors.describe(e), e);
        }
        lockFile.close();
        throw new IOException(folder + ": another agent works on this spool");
    }

    /** Takes hold again of a folder that was removed and made anew: the lock was removed with it. */
    private void keepLock() throws IOException {
        Object now;
        try {
            now = key(lock);
        } catch (NoSuchFileException e) {
            now = null;
        }
        if (!lockKey.equals(now)) {
            lockFile.close();
            lock();
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static boolean tryLock(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /**
     * Returns up to {@code max} events, of large ones fewer, that were not returned before, roughly in the order of
     * their times.
     */
    List<SpoolEvent> take(int max) throws IOException {
        List<SpoolEvent> events = new ArrayList<>();
        int looked = 0;
        boolean more = true;
        do {
            if (found.isEmpty()) {
                more = scan(looked);
                looked += SCAN;
            }
            read(max, events);
        } while (events.isEmpty() && more);
        return events;
    }

    private void read(int max, List<SpoolEvent> events) {
        int outputs = 0;
        while (events.size() < max && outputs < MAX_OUTPUTS && !found.isEmpty()) {
            Optional<SpoolEvent> read = reader.read(folder, found.remove());
            if (read.isPresent()) {
                SpoolEvent event = read.get();
                held.add(event.file());
                events.add(event);
                outputs += event instanceof SpoolEvent.Submitted submitted
                        ? submitted.result().pluginOutput().length()
                        : 0;
            }
        }
    }

    /** Returns whether there are files that may become whole events yet. */
    boolean seesUnfinished() {
        return reader.seesUnfinished();
    }

    /** Returns whether there are files that cannot be read. */
    boolean seesUnreadable() {
        return reader.seesUnreadable();
    }

    /**
     * Finds files.
     *
     * @param skip so many that are not held are passed over: those before were all of no use and stay there
     * @return whether there may be more
     */
    private boolean scan(int skip) throws IOException {
        if (skip == 0) {
            keepLock();
            reader.startScan();
        }
        List<Entry> entries = new ArrayList<>();
        int free = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, EVENTS)) {
            for (Path path : files) {
                if (!held.contains(path.getFileName()) && free++ >= skip) {
                    add(path, entries);
                }
                if (entries.size() == SCAN) {
                    break;
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(Entry::time).thenComparing(Entry::file));
        found.addAll(entries);
        return entries.size() == SCAN;
    }

    static void add(Path path, Collection<Entry> entries) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            entries.add(
                    new Entry(path.getFileName(), attributes.lastModifiedTime().toInstant(), attributes.size()));
        } catch (NoSuchFileException e) {
            // Somebody has removed it in the meantime.
        }
    }

    /** Removes files of which everything has been delivered. One that cannot be removed is not taken again. */
    void remove(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(folder.resolve(file));
                held.remove(file);
            } catch (IOException e) {
                log.warn(
                        "remove",
                        folder.resolve(file) + ": was delivered and cannot be removed (" + FileErrors.describe(e)
                                + "); the agent must own the folder, or its events come again when it restarts");
            }
        }
    }

    /** Forgets which events were taken: all that are there will be taken again. */
    void takeAllAgain() {
        found.clear();
        held.clear();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
