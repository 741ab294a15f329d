package io.nscatools.server.sink;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A FIFO, open at both ends: opening it needs no reader, what is in it outlives its reader, how much that is can be
 * asked, and it can be taken out again.
 */
final class Fifo {
    /** As many bytes as one write keeps together among several writers. */
    static final int PIPE_BUF = 4096;
    /** Of its 16 pages of {@link #PIPE_BUF} bytes as many as are used here: two are left to other writers. */
    static final int PAGES = 14;

    /** As much as any FIFO holds: /proc/sys/fs/pipe-max-size. */
    private static final int CAPACITY = 1 << 20;

    private static final Duration TAKE_BACK_PATIENCE = Duration.ofMillis(200);

    private final Path path;
    private final Object key;
    private final FileChannel channel;
    private final FileInputStream readEnd;

    private Fifo(Path path, Object key, FileChannel channel, FileInputStream readEnd) {
        this.path = path;
        this.key = key;
        this.channel = channel;
        this.readEnd = readEnd;
    }

    /**
     * Opens the FIFO at {@code path}.
     *
     * @throws IOException if it is missing or may not be read and written, or has just been replaced
     */
    static Fifo open(Path path) throws IOException {
        Object key = key(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileInputStream readEnd = new FileInputStream(path.toFile()); // no wait: there is a writer, the channel
            if (!Objects.equals(key, key(path))) {
                readEnd.close();
                throw new IOException("has just been made anew");
            }
            return new Fifo(path, key, channel, readEnd);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /**
     * Checks that it is still the one at its path: a restarted Nagios may read from another.
     *
     * @throws java.nio.file.NoSuchFileException if there is none any more
     */
    void requireCurrent() throws IOException {
        if (!Objects.equals(key, key(path))) {
            throw new IOException("has been made anew");
        }
    }

    /** Returns how many bytes are in it, of all writers. */
    int unread() throws IOException {
        return readEnd.available();
    }

    /** Returns whether a short line can be written now without waiting, if nobody else writes. */
    boolean hasRoom() throws IOException {
        return unread() <= PAGES / 2 * PIPE_BUF; // a page may be half empty, if the next line did not fit
    }

    /** Writes {@code bytes}; up to {@link #PIPE_BUF} of them are kept together. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Takes out what is in it, all at once, so that no reader gets a part of it. */
    byte[] takeBack() throws IOException {
        if (unread() == 0) {
            return new byte[0];
        }
        CompletableFuture<byte[]> taken = new CompletableFuture<>();
        Thread reader = new Thread(() -> readInto(taken), "take-back");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            try {
                return taken.get(TAKE_BACK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Its reader was quicker, and ours waits for more: give it an end of line, which means nothing.
                write(ByteBuffer.wrap(new byte[] {'\n'}));
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private void readInto(CompletableFuture<byte[]> taken) {
        byte[] bytes = new byte[CAPACITY];
        try {
            int length = readEnd.read(bytes);
            taken.complete(Arrays.copyOf(bytes, Math.max(0, length)));
        } catch (IOException e) {
            taken.completeExceptionally(e);
        }
    }

    void close() {
        // Nothing is buffered here that could be lost.
        closeQuietly(readEnd);
        closeQuietly(channel);
    }

    private static void closeQuietly(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
