package io.nscatools.client;

import io.nscatools.client.internal.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * A connection whose every read and write ends in time. A plain socket, because that is what Java starts fastest; its
 * reads know a time limit, and for its writes a watchdog closes it.
 */
final class TimedSocket implements Closeable {
    private static final int BUFFER_LENGTH = 64 * 1024;
    /** The smallest send buffer that Linux ever has, half of it to be sure: as much is written without waiting. */
    private static final int WITHOUT_WAITING = 8 * 1024;

    private final Socket socket;
    private final Deadline deadline;
    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private int buffered;
    private long written;
    private Thread watchdog;

    /** Takes over {@code socket}; writes end with {@code deadline}. */
    TimedSocket(Socket socket, Deadline deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /** Writes {@code bytes}, no more than the buffer holds; {@link #flush} sees them off. */
    void write(byte[] bytes) throws IOException {
        if (buffer.length - buffered < bytes.length) {
            flush();
        }
        System.arraycopy(bytes, 0, buffer, buffered, bytes.length);
        buffered += bytes.length;
    }

    /** Hands all written bytes to the operating system. */
    void flush() throws IOException {
        if (buffered == 0) {
            return;
        }
        written += buffered;
        if (written > WITHOUT_WAITING && watchdog == null) {
            startWatchdog();
        }
        try {
            socket.getOutputStream().write(buffer, 0, buffered);
            buffered = 0;
        } catch (IOException e) {
            deadline.millisLeft(); // then it was the watchdog
            throw e;
        }
    }

    private void startWatchdog() {
        watchdog = new Thread(
                () -> {
                    try {
                        while (!deadline.isOver()) {
                            Thread.sleep(deadline.left().toMillis() + 1);
                        }
                        socket.close();
                    } catch (InterruptedException | IOException e) {
                        // The connection has ended before.
                    }
                },
                "nsca-client-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /**
     * Returns the next {@code length} bytes, or fewer if the connection ends before.
     *
     * @throws SocketTimeoutException if they are not there in time
     */
    byte[] read(int length, Deadline limit) throws IOException {
        byte[] bytes = new byte[length];
        int count = 0;
        while (count < length) {
            socket.setSoTimeout((int) Math.min(limit.millisLeft(), Integer.MAX_VALUE));
            int more;
            try {
                more = socket.getInputStream().read(bytes, count, length - count);
            } catch (SocketTimeoutException e) {
                continue; // the limit decides
            } catch (IOException e) {
                limit.millisLeft(); // then it was the watchdog
                throw e;
            }
            if (more < 0) {
                break;
            }
            count += more;
        }
        return Arrays.copyOf(bytes, count);
    }

    /** Tells the other side that nothing more comes. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the connection; what was not flushed is gone. */
    @Override
    public void close() {
        if (watchdog != null) {
            watchdog.interrupt();
        }
        try {
            socket.close();
        } catch (IOException e) {
            // Whoever closes knows already how the connection went.
        }
    }
}
