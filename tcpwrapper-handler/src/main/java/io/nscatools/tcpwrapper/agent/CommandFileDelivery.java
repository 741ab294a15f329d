package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.ExternalCommand;
import io.nscatools.protocol.FileErrors;
import io.nscatools.protocol.RejectedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes check results to the command file of a Nagios on this machine. Opening a FIFO that nobody reads blocks and
 * cannot be broken off, so a thread of its own does it, and a batch that is not taken in time is not written later.
 */
final class CommandFileDelivery implements Delivery {
    /** As many bytes as one write to a FIFO keeps together. */
    private static final int PIPE_BUF = 4096;

    private final Path commandFile;
    private final Clock clock;
    private final Duration patience;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "command-file");
        thread.setDaemon(true);
        return thread;
    });
    private Future<?> inHand;

    CommandFileDelivery(Path commandFile, Clock clock, Duration patience) {
        this.commandFile = commandFile;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Outcome deliver(List<CheckResult> results) throws InterruptedException {
        String nobody = commandFile + ": nobody reads it, is Nagios running?";
        if (inHand != null && !inHand.isDone()) {
            return new Outcome(0, false, nobody);
        }
        Batch batch = new Batch(results);
        inHand = writer.submit(batch);
        try {
            inHand.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Outcome(batch.breakOff(inHand), false, nobody);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return new Outcome(batch.taken, batch.refused, batch.problem);
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }

    /** One batch on its way. */
    private final class Batch implements Runnable {
        private final List<CheckResult> results;
        private boolean brokenOff;
        private volatile int taken;
        private volatile boolean refused;
        private volatile String problem = "";

        Batch(List<CheckResult> results) {
            this.results = results;
        }

        /** Sees to it that nothing more is written; returns how many results were. */
        int breakOff(Future<?> task) {
            synchronized (this) {
                brokenOff = true;
            }
            task.cancel(true); // ends a write, not an open
            return taken;
        }

        private synchronized boolean isBrokenOff() {
            return brokenOff;
        }

        @Override
        public void run() {
            try {
                boolean regular = Files.isRegularFile(commandFile);
                if (!Files.exists(commandFile)) {
                    problem = commandFile + ": is not there, is Nagios running?";
                    return;
                }
                Set<StandardOpenOption> how = regular
                        ? Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                        : Set.of(StandardOpenOption.WRITE);
                try (FileChannel channel = FileChannel.open(commandFile, how)) {
                    write(channel);
                }
            } catch (RejectedException e) {
                refused = true;
                problem = e.getMessage();
            } catch (IOException e) {
                problem = commandFile + ": " + FileErrors.describe(e);
            }
        }

        private void write(FileChannel channel) throws IOException, RejectedException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(PIPE_BUF);
            int next = 0;
            while (next < results.size() && !isBrokenOff()) {
                byte[] line =
                        ExternalCommand.line(results.get(next), clock.instant().getEpochSecond());
                if (lines.size() > 0 && lines.size() + line.length > PIPE_BUF) {
                    writeFully(channel, lines);
                    taken = next;
                }
                lines.writeBytes(line);
                next++;
            }
            if (!isBrokenOff()) {
                writeFully(channel, lines);
                taken = next;
            }
        }

        private void writeFully(FileChannel channel, ByteArrayOutputStream lines) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(lines.toByteArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            lines.reset();
        }
    }
}
