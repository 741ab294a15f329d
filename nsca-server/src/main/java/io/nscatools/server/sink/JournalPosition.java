package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * How far a journal has been delivered, on disk: two slots that are written in turn, so that one is whole whenever the
 * power goes. Each holds a count, the number of a segment and an offset in it, 8 bytes each, and their CRC-32.
 */
final class JournalPosition {
    private static final int SLOT = 32;
    private static final int UNFORCED = 32;
    private static final int VALUES = 3 * Long.BYTES;

    private final FileChannel channel;
    private long count;
    private long segment;
    private long offset;

    /** Reads the position in {@code file}, or starts one at 0 with all the room on disk that it will ever need. */
    JournalPosition(Path file, Journal.Opener opener) throws IOException {
        this.channel = opener.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.size() < 2 * SLOT) {
            channel.write(ByteBuffer.allocate((int) (2 * SLOT - channel.size())), channel.size());
        }
        for (int slot = 0; slot < 2; slot++) {
            readSlot(slot);
        }
    }

    private void readSlot(int slot) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        channel.read(bytes, (long) slot * SLOT);
        if (bytes.position() < SLOT || bytes.getLong(VALUES) != checksum(bytes) || bytes.getLong(0) <= count) {
            return;
        }
        count = bytes.getLong(0);
        segment = bytes.getLong(Long.BYTES);
        offset = bytes.getLong(2 * Long.BYTES);
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate().position(0).limit(VALUES));
        return crc.getValue();
    }

    long segment() {
        return segment;
    }

    long offset() {
        return offset;
    }

    /** Moves on, and is on disk on return. */
    void moveTo(long newSegment, long newOffset) throws IOException {
        write(newSegment, newOffset);
        channel.force(false);
    }

    /**
     * Moves on; a killed process has not lost that, and when the power fails at most the last {@value #UNFORCED} moves
     * are lost. In this process it has moved on even if it cannot be written.
     */
    void write(long newSegment, long newOffset) throws IOException {
        segment = newSegment;
        offset = newOffset;
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        bytes.putLong(count + 1).putLong(newSegment).putLong(newOffset);
        bytes.putLong(VALUES, checksum(bytes)).clear();
        channel.write(bytes, (count + 1) % 2 * SLOT);
        count++;
        if (count % UNFORCED == 0) {
            channel.force(false);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
