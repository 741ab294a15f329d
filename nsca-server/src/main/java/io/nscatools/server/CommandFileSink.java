package io.nscatools.server;

import io.nscatools.protocol.FileErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines to the command file from a thread of its own, in the order in which they came. While the command file is
 * missing they go to the alternate dump file if there is one; else they wait, and a full queue holds up the senders.
 */
final class CommandFileSink implements CheckResultSink {
    private static final Logger LOG = LoggerFactory.getLogger(CommandFileSink.class);

    /** As many bytes as one write to a FIFO keeps together. */
    private static final int PIPE_BUF = 4096;

    private static final int FULL_BYTES = 4 << 20;
    private static final long RETRY_MILLIS = 250;
    private static final Duration UNUSUALLY_LONG = Duration.ofSeconds(5);
    private static final byte[] NO_LINES = {};
    private static final String WAITING = "; results wait in memory";

    private final Path commandPath;
    private final Optional<Path> alternateDumpFile;
    private final CommandFile commandFile;
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition submittedOrClosing = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private int queuedBytes;
    /** The lines that the writer has taken from the queue and not yet written. */
    private byte[] inHand = NO_LINES;

    private long inHandSince;
    private boolean closing;
    /** Why the command file cannot be written, as the log already says, or null. */
    private String trouble;

    CommandFileSink(Path commandPath, Optional<Path> alternateDumpFile) {
        this.commandPath = commandPath;
        this.alternateDumpFile = alternateDumpFile;
        this.commandFile = new CommandFile(commandPath);
        this.writer = new Thread(this::writeUntilClosed, "command-file");
        this.writer.setDaemon(true); // waiting for a FIFO's reader cannot be interrupted
    }

    void start() {
        writer.start();
    }

    @Override
    public void submit(byte[] line) {
        lock.lock();
        try {
            queue.add(line);
            queuedBytes += line.length;
            submittedOrClosing.signalAll();
            if (inHand.length > 0 && System.nanoTime() - inHandSince > UNUSUALLY_LONG.toNanos()) {
                complain("nobody reads it, is Nagios running?" + WAITING);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isFull() {
        lock.lock();
        try {
            return queuedBytes >= FULL_BYTES;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void whenNotFull(Runnable action) {
        lock.lock();
        try {
            if (queuedBytes >= FULL_BYTES) {
                waiting.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    @Override
    public void close(Duration deadline) {
        lock.lock();
        try {
            closing = true;
            submittedOrClosing.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(deadline.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (writer.isAlive()) {
            writer.interrupt();
            rescueWhatIsLeft();
        }
    }

    private void writeUntilClosed() {
        try {
            while (takeLines()) {
                deliver(inHand);
                runWaiting();
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted while writing to {}", commandPath);
        } finally {
            commandFile.close();
        }
    }

    /** Waits for lines and takes as many as one write keeps together, at least one; false once closed and empty. */
    private boolean takeLines() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            inHand = NO_LINES;
            while (queue.isEmpty()) {
                if (closing) {
                    return false;
                }
                submittedOrClosing.await();
            }
            ByteArrayOutputStream lines = new ByteArrayOutputStream(PIPE_BUF);
            do {
                lines.writeBytes(queue.remove());
            } while (!queue.isEmpty() && lines.size() + queue.element().length <= PIPE_BUF);
            queuedBytes -= lines.size();
            inHand = lines.toByteArray();
            inHandSince = System.nanoTime();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void deliver(byte[] lines) throws InterruptedException {
        while (true) {
            try {
                commandFile.write(lines);
                reportRecovery();
                return;
            } catch (ClosedByInterruptException e) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            } catch (IOException e) {
                if (dump(lines, FileErrors.describe(e))) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    /** Appends to the alternate dump file; false if there is none or it cannot be written either. */
    private boolean dump(byte[] lines, String problem) {
        if (alternateDumpFile.isEmpty()) {
            complain(problem + WAITING);
            return false;
        }
        Path file = alternateDumpFile.get();
        try {
            append(file, lines);
            complain(problem + "; results go to " + file);
            return true;
        } catch (IOException e) {
            complain(problem + "; alternate_dump_file " + file + ": " + FileErrors.describe(e) + WAITING);
            return false;
        }
    }

    private static void append(Path file, byte[] lines) throws IOException {
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void runWaiting() {
        List<Runnable> actions;
        lock.lock();
        try {
            if (waiting.isEmpty() || queuedBytes > FULL_BYTES / 2) {
                return;
            }
            actions = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        actions.forEach(Runnable::run);
    }

    private void rescueWhatIsLeft() {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        lock.lock();
        try {
            left.writeBytes(inHand);
            queue.forEach(left::writeBytes);
            queue.clear();
        } finally {
            lock.unlock();
        }
        int count = (int) left.toString(StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
        try {
            if (alternateDumpFile.isPresent()) {
                append(alternateDumpFile.get(), left.toByteArray());
                LOG.warn("{} results are in {}: {} could not be written", count, alternateDumpFile.get(), commandPath);
                return;
            }
        } catch (IOException e) {
            LOG.error("alternate_dump_file {}: {}", alternateDumpFile.get(), FileErrors.describe(e));
        }
        LOG.error("{} results are lost: command_file {} could not be written", count, commandPath);
    }

    /** Says what is wrong once, until it is right again or something else is wrong. */
    private void complain(String problem) {
        lock.lock();
        try {
            if (!problem.equals(trouble)) {
                trouble = problem;
                LOG.error("command_file {}: {}", commandPath, problem);
            }
        } finally {
            lock.unlock();
        }
    }

    private void reportRecovery() {
        lock.lock();
        try {
            if (trouble != null) {
                trouble = null;
                LOG.info("command_file {}: is written again", commandPath);
            }
        } finally {
            lock.unlock();
        }
    }
}
