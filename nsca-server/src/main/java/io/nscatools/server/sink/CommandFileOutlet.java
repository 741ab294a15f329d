package io.nscatools.server.sink;

import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nagios' external command file: a FIFO that Nagios makes, or a regular file. It is never created here: a regular file
 * in its place would keep Nagios from starting.
 *
 * <p>A Nagios that can be seen on this machine is handed files, whose end it confirms ({@link ConfirmedBatches}); any
 * other reader of a FIFO gets the lines themselves ({@link PipedLines}).
 */
final class CommandFileOutlet implements Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(CommandFileOutlet.class);
    private static final long LOOK_AGAIN_AFTER = Duration.ofSeconds(5).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

    private final Path path;
    private final Batches batches;
    private final Clock clock;
    private final LongSupplier ticker;

    private Fifo fifo;
    private Outlet to;
    /** The one that does not carry out files, or nothing. */
    private Optional<NagiosProcess> unwilling = Optional.empty();

    private long lookedAt;

    /** Where files for Nagios are made, which may not be possible. */
    interface Batches {
        /** Returns the directory, or nothing if there is none. */
        Optional<Path> directory() throws IOException;

        /** Returns the permissions of a file that Nagios reads. */
        Set<PosixFilePermission> permissions();
    }

    CommandFileOutlet(Path path, Batches batches, Clock clock, LongSupplier ticker) {
        this.path = path;
        this.batches = batches;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public int room() throws IOException {
        if (fifo != null) {
            fifo.requireCurrent();
            reconsider();
        } else if (to == null || !Files.isRegularFile(path)) {
            close();
            open();
        }
        return to.room();
    }

    private void open() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new IOException("is a directory");
        }
        if (attributes.isRegularFile()) {
            to = new AppendingOutlet(path, false);
            return;
        }
        fifo = Fifo.open(path);
        to = new PipedLines(fifo);
        look();
    }

    /** Changes to files when a Nagios is there, and back when it does not carry them out. */
    private void reconsider() throws IOException {
        long now = ticker.getAsLong();
        if (to instanceof ConfirmedBatches confirmed) {
            if (confirmed.silence() > PATIENCE && now - lookedAt > PATIENCE) {
                lookedAt = now;
                unwilling = NagiosProcess.reading(path);
                if (unwilling.isEmpty() || !confirmed.isProven()) {
                    throw new NoConfirmationException();
                }
            }
        } else if (now - lookedAt > LOOK_AGAIN_AFTER) {
            look();
        }
    }

    private void look() throws IOException {
        lookedAt = ticker.getAsLong();
        Optional<Path> directory = batchDirectory().filter(ConfirmedBatches::canPointAt);
        boolean idle = to instanceof PipedLines lines && lines.isIdle();
        if (directory.isEmpty() || !fifo.hasRoom() || !idle) {
            return;
        }
        Optional<NagiosProcess> nagios = NagiosProcess.reading(path);
        if (nagios.isPresent() && !nagios.equals(unwilling)) {
            LOG.debug(
                    "command_file {}: read by Nagios, process {}",
                    path,
                    nagios.get().id());
            to = new ConfirmedBatches(fifo, directory.get(), batches.permissions(), clock, ticker);
        }
    }

    /** Returns nothing if there cannot be one just now: lines can go on all the same. */
    private Optional<Path> batchDirectory() {
        try {
            return batches.directory();
        } catch (IOException e) {
            LOG.debug("command_file {}: no files for Nagios: {}", path, FileErrors.describe(e));
            return Optional.empty();
        }
    }

    @Override
    public void write(List<byte[]> lines) throws IOException {
        to.write(lines);
    }

    @Override
    public int taken() throws IOException {
        if (to == null) {
            return 0;
        }
        int lines = to.taken();
        if (fifo != null && lines == 0) {
            fifo.requireCurrent();
        }
        return lines;
    }

    @Override
    public int abandon() {
        int lines = to == null ? 0 : to.abandon();
        close();
        return lines;
    }

    @Override
    public void close() {
        if (to != null) {
            to.close();
        }
        to = null;
        fifo = null;
    }
}
