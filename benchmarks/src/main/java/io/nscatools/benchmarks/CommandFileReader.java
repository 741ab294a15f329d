package io.nscatools.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Stands in for Nagios: reads a command file, a FIFO, as fast as it can and notes when the line of each host came. */
final class CommandFileReader implements AutoCloseable {
    private static final byte[] BEFORE_HOST = "_CHECK_RESULT;h".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 9;

    private final RandomAccessFile fifo;
    private final Thread reader;
    private final long[] arrivals;
    private int lines;
    private long lastLine;

    /** Makes the FIFO and reads lines of hosts 0 to {@code hosts} - 1 from it. */
    CommandFileReader(Path path, int hosts) throws IOException, InterruptedException {
        if (new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor() != 0) {
            throw new IOException("cannot make " + path);
        }
        arrivals = new long[hosts];
        fifo = new RandomAccessFile(path.toFile(), "rw"); // a writer of our own: no end of file between writers
        reader = new Thread(this::read, "command-file-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        byte[] buffer = new byte[1 << 16];
        LineParser parser = new LineParser();
        try {
            for (int n = fifo.read(buffer); n > 0; n = fifo.read(buffer)) {
                parser.parse(buffer, n, System.nanoTime());
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** Finds the host's number in each line, over the edges of buffers. */
    private final class LineParser {
        private int matched;
        private int digits;
        private int host;

        void parse(byte[] buffer, int length, long now) {
            for (int i = 0; i < length; i++) {
                byte b = buffer[i];
                if (b == '\n') {
                    arrived(digits == DIGITS ? host : -1, now);
                    matched = 0;
                    digits = 0;
                    host = 0;
                } else if (matched < BEFORE_HOST.length) {
                    matched = b == BEFORE_HOST[matched] ? matched + 1 : b == BEFORE_HOST[0] ? 1 : 0;
                } else if (digits < DIGITS) {
                    host = 10 * host + (b - '0');
                    digits++;
                }
            }
        }
    }

    private synchronized void arrived(int host, long now) {
        lines++;
        lastLine = now;
        if (host >= 0 && host < arrivals.length && arrivals[host] == 0) {
            arrivals[host] = now;
        }
        notifyAll();
    }

    /** Waits until {@code wanted} lines have come, or none for {@code patienceMillis}; returns how many have come. */
    synchronized int await(int wanted, long patienceMillis) throws InterruptedException {
        long quietSince = System.nanoTime();
        while (lines < wanted) {
            long left = patienceMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - quietSince);
            if (left <= 0) {
                break;
            }
            int before = lines;
            wait(left);
            quietSince = lines > before ? System.nanoTime() : quietSince;
        }
        return lines;
    }

    /** Returns when the line of a host came, as of {@link System#nanoTime()}, or 0. */
    synchronized long arrival(int host) {
        return arrivals[host];
    }

    /** Returns when the last line came, as of {@link System#nanoTime()}. */
    synchronized long lastLine() {
        return lastLine;
    }

    synchronized void reset() {
        lines = 0;
        Arrays.fill(arrivals, 0);
    }

    @Override
    public void close() throws IOException {
        fifo.close();
    }
}
