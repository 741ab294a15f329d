package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Lines on disk, first in, first out. {@link #append(List)} returns when they are safe; they are read in order and,
 * once delivered, committed, and a journal that is opened anew begins after the last one committed.
 *
 * <p>Not for use by several threads at once, nor by two journals on one directory.
 */
final class Journal {
    private static final long SEGMENT_BYTES = 4 << 20;

    /** Opens the file of a segment; tests have theirs fail. */
    interface Opener {
        FileChannel open(Path file, OpenOption... options) throws IOException;
    }

    private final Path directory;
    private final long maxBytes;
    private final LongSupplier bytesInAll;
    private final Opener opener;
    private final JournalPosition position;
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    /** Where the records end that have been read and not committed. */
    private final ArrayDeque<Place> uncommitted = new ArrayDeque<>();

    private long nextNumber;
    private Place cursor;
    private long unread;

    /** A place between two records. */
    private record Place(long segment, long offset) {}

    /**
     * Opens the journal in {@code directory}.
     *
     * @param maxBytes how many bytes it and what shares its limit may take on disk
     * @param bytesInAll how many they take now; of this one alone it is {@link #bytes()}
     */
    Journal(Path directory, long maxBytes, LongSupplier bytesInAll, Opener opener) throws IOException {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.bytesInAll = bytesInAll;
        this.opener = opener;
        Files.createDirectories(directory);
        this.position = new JournalPosition(directory.resolve("position"), opener);
        openSegments();
        this.nextNumber = Math.max(position.segment(), segments.isEmpty() ? 0 : segments.lastKey()) + 1;
        rewindTo(position.segment(), position.offset());
        unread = count();
        dropCommitted();
    }

    private void openSegments() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.toList();
        }
        for (Path file : files) {
            Optional<Long> number = Segment.number(file);
            if (number.isPresent()) {
                segments.put(number.get(), open(number.get()));
            }
        }
    }

    private Segment open(long number) throws IOException {
        FileChannel channel = opener.open(
                Segment.path(directory, number),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        return new Segment(directory, number, channel);
    }

    private long count() throws IOException {
        Place start = cursor;
        long found = 0;
        while (advance().isPresent()) {
            found++;
        }
        cursor = start;
        return found;
    }

    /** Returns how many records have not been read. */
    long unread() {
        return unread;
    }

    /** Returns how many records have not been committed, read or not. */
    long pending() {
        return unread + uncommitted.size();
    }

    /** Returns how many bytes the segments take on disk. */
    long bytes() {
        return segments.values().stream().mapToLong(Segment::length).sum();
    }

    /**
     * Adds {@code lines}; on return they are on disk.
     *
     * @throws JournalFullException if the size limit does not allow it
     * @throws IOException if they cannot be written, such as on a full disk; then none of them is there
     */
    void append(List<byte[]> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        if (bytesInAll.getAsLong() + Segment.sizeOf(lines) > maxBytes) {
            throw new JournalFullException(maxBytes);
        }
        if (segments.isEmpty() || segments.lastEntry().getValue().length() >= SEGMENT_BYTES) {
            begin();
        }
        Segment last = segments.lastEntry().getValue();
        try {
            last.append(lines);
        } catch (IOException e) {
            if (last.length() > 0) {
                begin(); // whatever the failure left at the end of this one, nothing is added behind it
            }
            throw e;
        }
        unread += lines.size();
    }

    private void begin() throws IOException {
        segments.put(nextNumber, open(nextNumber));
        nextNumber++;
        Directories.force(directory);
    }

    /** Returns the next line that has not been read, or nothing if all have been. */
    Optional<byte[]> read() throws IOException {
        Optional<byte[]> line = unread == 0 ? Optional.empty() : advance();
        if (line.isPresent()) {
            unread--;
            uncommitted.add(cursor);
        } else {
            unread = 0; // what was counted has been damaged since
        }
        return line;
    }

    private Optional<byte[]> advance() throws IOException {
        for (Segment segment : segments.tailMap(cursor.segment(), true).values()) {
            long offset = segment.number() == cursor.segment() ? cursor.offset() : 0;
            Optional<Segment.Item> item = segment.next(offset);
            if (item.isPresent()) {
                cursor = new Place(segment.number(), item.get().end());
                return Optional.of(item.get().line());
            }
        }
        return Optional.empty();
    }

    /**
     * Says that the first {@code count} of the lines read have been delivered.
     *
     * @throws IOException if that cannot be written; then it is known until the process ends
     */
    void commit(int count) throws IOException {
        Place committed = null;
        for (int i = 0; i < count; i++) {
            committed = uncommitted.remove();
        }
        if (committed != null) {
            try {
                position.write(committed.segment(), committed.offset());
            } finally {
                dropCommitted();
            }
        }
    }

    /** Has the last {@code count} of the lines read be read again. */
    void unread(int count) {
        for (int i = 0; i < count; i++) {
            uncommitted.removeLast();
        }
        unread += count;
        Place last = uncommitted.peekLast();
        rewindTo(last == null ? position.segment() : last.segment(), last == null ? position.offset() : last.offset());
    }

    private void rewindTo(long segment, long offset) {
        cursor = new Place(segment, offset);
    }

    private void dropCommitted() throws IOException {
        Iterator<Segment> all = segments.values().iterator();
        while (all.hasNext()) {
            Segment segment = all.next();
            if (segment.number() >= position.segment() && pending() > 0) {
                return;
            }
            segment.delete();
            all.remove();
        }
    }

    void close() throws IOException {
        for (Segment segment : segments.values()) {
            segment.close();
        }
        position.close();
    }
}
