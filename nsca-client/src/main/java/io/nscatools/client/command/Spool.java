package io.nscatools.client.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nscatools.client.ServerAddress;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.CheckResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A folder of results that could not be delivered to one destination, a file for each batch. A file appears whole and
 * safe on disk or not at all; files are named by their time, so that the oldest is the first.
 */
final class Spool {
    private static final String SUFFIX = ".results";
    private static final String UNFINISHED = ".unfinished";
    private static final Duration UNFINISHED_FOR = Duration.ofHours(1);
    private static final long LOCK_POLL_MILLIS = 20;
    private static final int MAX_NAME_LENGTH = 200;

    private final Path folder;
    private final long maxBytes;
    private final Duration maxAge;
    private final Clock clock;

    /** How much is kept for how long. */
    record Limits(long maxBytes, Duration maxAge) {}

    /** A spool below {@code directory} for a destination, which may be several servers of which one is enough. */
    Spool(Path directory, List<ServerAddress> servers, Limits limits, Clock clock) {
        this.folder = directory.resolve(name(servers));
        this.maxBytes = limits.maxBytes();
        this.maxAge = limits.maxAge();
        this.clock = clock;
    }

    /** Results for one monitor must never go to another because both share a directory. */
    private static String name(List<ServerAddress> servers) {
        String name = servers.stream()
                .map(server -> server.host() + "_" + server.port())
                .collect(Collectors.joining("+"))
                .replaceAll("[^A-Za-z0-9._+:%-]", "_");
        return name.length() <= MAX_NAME_LENGTH
                ? name
                : name.substring(0, MAX_NAME_LENGTH) + "~" + Integer.toHexString(name.hashCode());
    }

    /** Returns the files, oldest first. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            entries.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        files.sort(null);
        return files;
    }

    /**
     * Keeps results, in the order of their times.
     *
     * @throws IOException if they cannot be written; then nothing of them is there
     */
    void keep(List<SpooledResult> results) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        byte[][] lines = new byte[results.size()][];
        long bytes = size();
        for (int i = 0; i < lines.length; i++) {
            lines[i] = SpoolLine.format(results.get(i));
            bytes += lines[i].length;
        }
        if (bytes > maxBytes) {
            throw new IOException("it would be larger than its limit of " + (maxBytes >> 20) + " MiB");
        }
        String name = String.format(
                "%013d-%016x-%d",
                results.get(0).time(),
                System.nanoTime(),
                ProcessHandle.current().pid());
        Path unfinished = folder.resolve(name + UNFINISHED);
        try {
            write(lines, unfinished);
            Files.move(unfinished, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        syncFolder();
    }

    private static void write(byte[][] lines, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            for (byte[] line : lines) {
                out.write(line);
            }
            out.flush();
            channel.force(true);
        }
    }

    /** A rename is safe when the folder is. */
    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Returns how many bytes are kept. */
    long size() throws IOException {
        long size = 0;
        for (Path file : files()) {
            size += sizeOf(file);
        }
        return size;
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0; // another process has sent it meanwhile
        }
    }

    /** Returns the results of a file that are not too old; tells of those that are, and of lines that are damaged. */
    List<CheckResult> read(Path file, Console console) throws IOException {
        List<CheckResult> results = new ArrayList<>();
        long oldest = clock.millis() - maxAge.toMillis();
        int old = 0;
        int number = 0;
        for (byte[] line : lines(Files.readAllBytes(file))) {
            number++;
            try {
                SpooledResult kept = SpoolLine.parse(line);
                if (kept.time() < oldest) {
                    old++;
                } else {
                    results.add(kept.result());
                }
            } catch (BadInputException e) {
                console.error("Error: " + file + ":" + number + ": " + e.getMessage() + ", result lost: "
                        + new String(line, US_ASCII));
            }
        }
        if (old > 0) {
            console.error("Warning: " + old + " result(s) of " + file.getFileName() + " dropped: older than "
                    + maxAge.toHours() + " hours");
        }
        return results;
    }

    private static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        return lines;
    }

    /** Removes a file whose results have been delivered. */
    void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        syncFolder();
    }

    /** Waits, until {@code deadline} at most, until no other process empties the spool. */
    Lock lock(Deadline deadline) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = tryLock(channel);
            while (lock == null && !deadline.isOver()) {
                Thread.sleep(LOCK_POLL_MILLIS);
                lock = tryLock(channel);
            }
            if (lock != null) {
                removeUnfinished();
            }
            return new Lock(channel, lock != null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Lock(channel, false);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process
        }
    }

    /** What a process left that was killed while writing; what one is writing just now is younger. */
    private void removeUnfinished() throws IOException {
        long oldest = clock.millis() - UNFINISHED_FOR.toMillis();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).toMillis() < oldest) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }

    /** The right to empty the spool, if it is held. */
    static final class Lock implements AutoCloseable {
        private final FileChannel channel;
        private final boolean held;

        private Lock(FileChannel channel, boolean held) {
            this.channel = channel;
            this.held = held;
        }

        boolean isHeld() {
            return held;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
