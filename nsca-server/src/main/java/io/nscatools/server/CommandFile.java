package io.nscatools.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Nagios' external command file: a FIFO that Nagios makes when it starts and removes when it stops, or a regular file
 * for tests and scripts. It is never created here: a regular file in its place would keep Nagios from starting. Not for
 * use by several threads at once.
 */
final class CommandFile {
    private final Path path;
    private FileChannel channel;
    private Object openedKey;

    CommandFile(Path path) {
        this.path = path;
    }

    /**
     * Writes whole lines. Up to 4096 bytes of them reach a FIFO without another writer's in between (PIPE_BUF). Blocks
     * while a FIFO has no reader or is full; interrupting the thread ends a blocked write, but not waiting for a
     * reader.
     *
     * <p>After an exception nothing or only the first part of the lines may have been read, so they should be written
     * again.
     *
     * @throws IOException if the file is missing or cannot be written
     */
    void write(byte[] lines) throws IOException {
        try {
            openCurrentFile();
            ByteBuffer buffer = ByteBuffer.wrap(lines);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Opens the file, anew if another one has taken its place: a restarted Nagios reads from a FIFO of its own. */
    private void openCurrentFile() throws IOException {
        BasicFileAttributes attributes = attributes();
        if (channel != null && Objects.equals(openedKey, attributes.fileKey())) {
            return;
        }
        close();
        channel = attributes.isRegularFile()
                ? FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                : FileChannel.open(path, StandardOpenOption.WRITE);
        openedKey = attributes.fileKey();
    }

    private BasicFileAttributes attributes() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new IOException("is a directory");
        }
        return attributes;
    }

    void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // What was written has been handed over; there is nothing left to fail.
            }
            channel = null;
        }
    }
}
