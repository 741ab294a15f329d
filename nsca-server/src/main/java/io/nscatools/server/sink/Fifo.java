package io.nscatools.server.sink;

import java.io.ByteArrayOutputStream;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private static final Duration WRITE_PATIENCE = Duration.ofMillis(10);

    private final Path path;
    private final Object key;
    private final FileChannel channel;
    private final FileInputStream readEnd;

    /** Does what may have to wait. */
    private final ExecutorService helpers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fifo");
        thread.setDaemon(true);
        return thread;
    });
    /** How many are known to be there; a user with many pipes gets small ones, and how small cannot be asked. */
    private int knownPages = 1;
    /** A write that waits for room, or null. */
    private CompletableFuture<Void> unfinished;

    private int unfinishedLength;

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

    /** Returns how many bytes are in it, of all writers, or wait to be. */
    int unread() throws IOException {
        int waiting = isBusy() ? unfinishedLength : 0; // asked first: what goes in meanwhile counts twice, not never
        return waiting + readEnd.available();
    }

    /** Returns whether a short line can be written now without waiting, if nobody else writes. */
    boolean hasRoom() throws IOException {
        return !isBusy() && unread() <= PAGES / 2 * PIPE_BUF; // a page may be half empty, if the next line did not fit
    }

    /** Returns whether the last write waits for room. */
    boolean isBusy() throws IOException {
        if (unfinished != null && unfinished.isDone()) {
            CompletableFuture<Void> finished = unfinished;
            unfinished = null;
            get(finished, WRITE_PATIENCE);
        }
        return unfinished != null;
    }

    /** Writes {@code bytes}; up to {@link #PIPE_BUF} of them are kept together. */
    void write(ByteBuffer bytes) throws IOException {
        write(bytes, pages(unread()));
    }

    /** Returns how many pages so many bytes take at least. */
    private static int pages(int bytes) {
        return (bytes + PIPE_BUF - 1) / PIPE_BUF;
    }

    /**
     * Writes {@code bytes} with so many pages in use. Where there is less room than usual it does not wait for more:
     * that is done beside, and it {@linkplain #isBusy is busy} until then.
     */
    void write(ByteBuffer bytes, int pagesInUse) throws IOException {
        if (isBusy()) {
            throw new IOException("is full");
        }
        if (pagesInUse < knownPages) {
            writeAll(bytes);
            return;
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        int length = copy.remaining();
        CompletableFuture<Void> write = beside(() -> {
            writeAll(copy);
            return null;
        });
        try {
            get(write, WRITE_PATIENCE);
            knownPages = Math.max(knownPages, pages(readEnd.available()));
        } catch (TimeoutIOException e) {
            unfinished = write;
            unfinishedLength = length;
        }
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Takes out what is in it, all at once, so that no reader gets a part of it. */
    byte[] takeBack() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean more;
        do {
            more = isBusy();
            all.writeBytes(takeWhatIsIn());
            if (more) {
                awaitUnfinished(); // there is room now
            }
        } while (more);
        return all.toByteArray();
    }

    private void awaitUnfinished() throws IOException {
        try {
            get(unfinished, WRITE_PATIENCE);
        } catch (TimeoutIOException e) {
            // Another writer was quicker.
        }
    }

    private byte[] takeWhatIsIn() throws IOException {
        if (readEnd.available() == 0) {
            return new byte[0];
        }
        CompletableFuture<byte[]> taken = beside(() -> {
            byte[] bytes = new byte[CAPACITY];
            return Arrays.copyOf(bytes, Math.max(0, readEnd.read(bytes)));
        });
        while (true) {
            try {
                return get(taken, TAKE_BACK_PATIENCE);
            } catch (TimeoutIOException e) {
                // Its reader was quicker, and ours waits for more: give it an end of line, which means nothing.
                writeAll(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        }
    }

    private <T> CompletableFuture<T> beside(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        helpers.execute(() -> {
            try {
                result.complete(call.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <T> T get(CompletableFuture<T> result, Duration patience) throws IOException {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutIOException();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** What was asked for takes longer. */
    private static final class TimeoutIOException extends IOException {
        private static final long serialVersionUID = 1;
    }

    void close() {
        // Nothing is buffered here that could be lost.
        closeQuietly(readEnd);
        closeQuietly(channel);
        helpers.shutdown();
    }

    private static void closeQuietly(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
