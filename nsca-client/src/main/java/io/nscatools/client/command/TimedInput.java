package io.nscatools.client.command;

import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An input that is read no longer than there is time: reading a pipe or a terminal cannot be interrupted, so another
 * thread does it.
 */
final class TimedInput extends InputStream {
    private static final int CHUNK_LENGTH = 64 * 1024;
    /** How often to tell that the input is still idle. */
    private static final Duration IDLE_EVERY = Duration.ofSeconds(5);

    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(4);
    private final Deadline deadline;
    private final Duration afterwards;
    private final Duration linger;
    private final Idle idle;
    private Chunk current = new Chunk(new byte[0], null);
    private int position;
    private boolean ended;

    /** What to do when nothing more is there for now, and again every few seconds. */
    interface Idle {
        /** Does it. */
        void run() throws IOException;
    }

    /** The input cannot be read. */
    static final class ReadException extends IOException {
        private static final long serialVersionUID = 1L;

        ReadException(IOException cause) {
            super(FileErrors.describe(cause), cause);
        }
    }

    /** A piece of the input; without bytes it is the end, or the failure. */
    private static final class Chunk {
        private final byte[] bytes;
        private final IOException failure;

        Chunk(byte[] bytes, IOException failure) {
            this.bytes = bytes;
            this.failure = failure;
        }
    }

    /**
     * Begins to read {@code in} at once.
     *
     * @param afterwards how long to wait for more each time when the time is over
     * @param linger how long to wait for more before the input counts as idle
     */
    TimedInput(InputStream in, Deadline deadline, Duration afterwards, Duration linger, Idle idle) {
        this.deadline = deadline;
        this.afterwards = afterwards;
        this.linger = linger;
        this.idle = idle;
        Thread reader = new Thread(() -> pump(in), "send_nsca-input");
        reader.setDaemon(true);
        reader.start();
    }

    private void pump(InputStream in) {
        byte[] buffer = new byte[CHUNK_LENGTH];
        try {
            boolean end = false;
            while (!end) {
                Chunk chunk;
                try {
                    int length = in.read(buffer);
                    end = length < 0;
                    chunk = new Chunk(end ? new byte[0] : Arrays.copyOf(buffer, length), null);
                } catch (IOException e) {
                    end = true;
                    chunk = new Chunk(new byte[0], new ReadException(e));
                }
                chunks.put(chunk);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Throws {@link SocketTimeoutException} when the time is over. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == current.bytes.length && !ended) {
            current = next();
            position = 0;
            ended = current.bytes.length == 0;
        }
        if (current.failure != null) {
            throw current.failure;
        }
        int count = Math.min(length, current.bytes.length - position);
        System.arraycopy(current.bytes, position, target, offset, count);
        position += count;
        return count == 0 ? -1 : count;
    }

    private Chunk next() throws IOException {
        try {
            Chunk chunk = chunks.poll(linger.toNanos(), TimeUnit.NANOSECONDS);
            if (chunk == null) {
                Duration left = deadline.left();
                Deadline patience = Deadline.in(left.compareTo(afterwards) > 0 ? left : afterwards);
                do {
                    idle.run();
                    Duration pause = patience.atMost(IDLE_EVERY).left();
                    chunk = chunks.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
                } while (chunk == null && !patience.isOver());
            }
            if (chunk == null) {
                throw new SocketTimeoutException("no more input in time");
            }
            return chunk;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
