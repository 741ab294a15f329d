package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of a journal: records one after the other, each of them the length of its line and the CRC-32 of that length
 * and the line, 4 bytes each, big-endian, then the line.
 *
 * <p>What does not have its CRC is skipped byte by byte to the next record that has: a torn end is passed over, and
 * damage in the middle costs the records it touches and no other. Nothing in a line can pass for a record on that way:
 * a record begins with a NUL, as a line is far shorter than 16 MiB, and no line has a NUL in it (fact 2).
 */
final class Segment {
    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

    /** The bytes of a record before its line. */
    static final int HEADER = 8;
    /** Longer than any external command: two names and an output of 64 KiB, each byte escaped. */
    private static final int MAX_LINE = 1 << 18;

    private static final int BUFFER = 1 << 16;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final String SUFFIX = ".journal";

    private final Path file;
    private final long number;
    private final FileChannel channel;
    /** Up to where the file holds whole records. */
    private long length;

    private ByteBuffer read = NOTHING;
    private long readAt;
    /** Up to where damage has been said in the log. */
    private long reported;

    /** A line and where in the segment the next one begins. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Item(byte[] line, long end) {}

    Segment(Path directory, long number, FileChannel channel) throws IOException {
        this.file = path(directory, number);
        this.number = number;
        this.channel = channel;
        this.length = channel.size();
    }

    static Path path(Path directory, long number) {
        return directory.resolve(String.format("%016d", number) + SUFFIX);
    }

    /** Returns the number of the segment in {@code file}, or nothing if it is none. */
    static Optional<Long> number(Path file) {
        String name = file.getFileName().toString();
        return name.matches("\\d{16}\\" + SUFFIX)
                ? Optional.of(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
                : Optional.empty();
    }

    long number() {
        return number;
    }

    /** Returns the length in bytes. */
    long length() {
        return length;
    }

    /** Returns how many bytes {@code lines} take as records. */
    static long sizeOf(List<byte[]> lines) {
        long size = 0;
        for (byte[] line : lines) {
            size += HEADER + line.length;
        }
        return size;
    }

    /** Adds all {@code lines} and has them on disk on return; after an exception it has none of them. */
    void append(List<byte[]> lines) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString()); // it could be written still, and would be gone at the end
        }
        ByteBuffer records = ByteBuffer.allocate(Math.toIntExact(sizeOf(lines)));
        for (byte[] line : lines) {
            records.putInt(line.length).putInt(checksum(line)).put(line);
        }
        records.flip();
        long end = length;
        try {
            while (records.hasRemaining()) {
                end += channel.write(records, end);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(length);
            throw e;
        }
        length = end;
    }

    private static int checksum(byte[] line) {
        CRC32 crc = new CRC32();
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc.update(line.length >>> shift);
        }
        crc.update(line);
        return (int) crc.getValue();
    }

    /** Returns the first whole record from {@code offset} on, or nothing if there is none. */
    Optional<Item> next(long offset) throws IOException {
        for (long at = offset; at < length; at++) {
            Optional<byte[]> line = line(at);
            if (line.isPresent()) {
                reportDamage(offset, at);
                return Optional.of(new Item(line.get(), at + HEADER + line.get().length));
            }
        }
        reportDamage(offset, length);
        read = NOTHING; // a journal may have thousands of segments
        return Optional.empty();
    }

    private Optional<byte[]> line(long at) throws IOException {
        if (at + HEADER > length) {
            return Optional.empty();
        }
        load(at, HEADER);
        int size = read.getInt();
        int crc = read.getInt();
        if (size <= 0 || size > MAX_LINE || at + HEADER + size > length) {
            return Optional.empty();
        }
        byte[] line = new byte[size];
        load(at + HEADER, size);
        read.get(line);
        return checksum(line) == crc ? Optional.of(line) : Optional.empty();
    }

    /** Says once in the log that the bytes between two places are no record. */
    private void reportDamage(long from, long to) {
        if (to > from && to > reported) {
            reported = to;
            LOG.warn("{}: {} bytes from {} on are damaged or torn, and skipped", file, to - from, from);
        }
    }

    /** Places {@code read} at {@code at} with at least {@code count} bytes to come. */
    private void load(long at, int count) throws IOException {
        long ahead = at - readAt;
        if (ahead >= 0 && ahead + count <= read.limit()) {
            read.position((int) ahead);
            return;
        }
        if (read.capacity() < count) {
            read = ByteBuffer.allocate(Math.max(count, BUFFER));
        }
        read.clear();
        readAt = at;
        while (read.position() < count) {
            if (channel.read(read, at + read.position()) < 0) {
                throw new IOException(file + " has become shorter");
            }
        }
        read.flip();
    }

    void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
