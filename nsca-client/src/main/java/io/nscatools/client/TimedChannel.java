package io.nscatools.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A connection whose every read and write ends in time, which a blocking socket's writes do not. */
final class TimedChannel implements Closeable {
    private static final int BUFFER_LENGTH = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_LENGTH);

    /** Takes over both: {@code channel} does not block and is registered with {@code selector}. */
    TimedChannel(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** Writes {@code bytes}, no more than the buffer holds; {@link #flush} sees them off. */
    void write(byte[] bytes, Deadline deadline) throws IOException {
        if (out.remaining() < bytes.length) {
            flush(deadline);
        }
        out.put(bytes);
    }

    /** Hands all written bytes to the operating system. */
    void flush(Deadline deadline) throws IOException {
        out.flip();
        try {
            while (out.hasRemaining()) {
                if (channel.write(out) == 0) {
                    await(SelectionKey.OP_WRITE, deadline);
                }
            }
        } finally {
            out.compact();
        }
    }

    /** Returns the next {@code length} bytes, or fewer if the connection ends before. */
    byte[] read(int length, Deadline deadline) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            int count = channel.read(in);
            if (count < 0) {
                break;
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
        return Arrays.copyOf(in.array(), in.position());
    }

    private void await(int operation, Deadline deadline) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        selector.select(deadline.millisLeft());
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
    }

    /** Tells the other side that nothing more comes. */
    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Closes the connection; what was not flushed is gone. */
    @Override
    public void close() {
        try (selector;
                channel) {
            // Nothing else to do: whoever closes knows already how the connection went.
        } catch (IOException e) {
            // Neither is there anything that the caller could do about it.
        }
    }
}
