package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/** Appends lines to a regular file; they have arrived when they are on disk. */
final class AppendingOutlet extends ImmediateOutlet {
    private static final int BATCH_BYTES = 1 << 18;

    private final Path path;
    private final OpenOption[] options;
    private FileChannel channel;
    private Object key;

    /** An outlet that creates the file if it is missing, or waits for somebody else to. */
    AppendingOutlet(Path path, boolean create) {
        this.path = path;
        this.options = create
                ? new OpenOption[] {StandardOpenOption.APPEND, StandardOpenOption.CREATE}
                : new OpenOption[] {StandardOpenOption.APPEND};
    }

    @Override
    public int room() throws IOException {
        if (channel != null && !Objects.equals(key, currentKey())) {
            close();
        }
        if (channel == null) {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new IOException("is not a regular file"); // opening a FIFO would wait for its reader
            }
            channel = FileChannel.open(path, options);
            key = currentKey();
        }
        return BATCH_BYTES;
    }

    /** Returns what tells the file at the path from others, or null if there is none. */
    private Object currentKey() throws IOException {
        return Files.exists(path)
                ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
                : null;
    }

    @Override
    void writeNow(List<byte[]> lines) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
        lines.forEach(bytes::put);
        bytes.flip();
        long before = channel.size();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // All of it is on disk.
            }
            channel = null;
        }
    }
}
