package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Hands lines to Nagios in files: the external command {@code PROCESS_FILE;file;1} has it carry out the commands in a
 * file and then delete it. So the file's end is the proof that its lines have been carried out, which nothing else
 * gives: what a dying Nagios has read from the command file, and not yet carried out, is gone.
 *
 * <p>A file that stays is pointed at again only after a later, empty one has been deleted: Nagios carries commands out
 * in order, so the first pointer is then known to be lost. One file is under way at a time, which keeps the order.
 */
final class ConfirmedBatches implements Outlet {
    /** No more than this comes twice if Nagios is killed in the middle of a file. */
    private static final int BATCH_BYTES = 1 << 14;

    private static final long ASK_AFTER = Duration.ofSeconds(1).toNanos();
    private static final long ASK_AGAIN_AFTER = Duration.ofSeconds(10).toNanos();

    private final Fifo fifo;
    private final Path directory;
    private final Set<PosixFilePermission> permissions;
    private final Clock clock;
    private final LongSupplier ticker;

    /** No name is used twice, so a pointer that comes late finds nothing. */
    private final String name = Long.toHexString(new SecureRandom().nextLong());

    private int files;
    private Path batch;
    private int batchLines;
    /** How many lines have arrived that {@link #taken()} has not told of. */
    private int taken;
    /** Empty files, pointed at after the batch. */
    private final List<Path> questions = new ArrayList<>();

    private long pointedAt;
    private boolean proven;

    /** Asks whether Nagios does delete files in {@code directory}; takes no lines until it has. */
    ConfirmedBatches(Fifo fifo, Path directory, Set<PosixFilePermission> permissions, Clock clock, LongSupplier ticker)
            throws IOException {
        this.fifo = fifo;
        this.directory = directory;
        this.permissions = permissions;
        this.clock = clock;
        this.ticker = ticker;
        ask();
    }

    /** Returns whether a file can be pointed at: its path must be one field of an external command. */
    static boolean canPointAt(Path directory) {
        String path = directory.toAbsolutePath().toString();
        return path.chars().allMatch(c -> c >= ' ' && c != ';' && c != 0x7f) && path.length() < 2048;
    }

    /** Returns whether Nagios has ever deleted a file. */
    boolean isProven() {
        return proven;
    }

    /** Returns for how long Nagios has had no answer to give, in nanoseconds; 0 while it is at work. */
    long silence() throws IOException {
        boolean waits = batch != null || !proven;
        return waits && fifo.unread() == 0 ? ticker.getAsLong() - pointedAt : 0;
    }

    @Override
    public int room() throws IOException {
        lookForAnswers();
        return proven && batch == null && fifo.hasRoom() ? BATCH_BYTES : 0;
    }

    @Override
    public void write(List<byte[]> lines) throws IOException {
        questions.clear(); // an answer from now on would prove nothing about this batch
        batch = writeFile(lines);
        batchLines = lines.size();
        pointAt(batch);
    }

    private Path writeFile(List<byte[]> lines) throws IOException {
        Path file = directory.resolve(name + "-" + files++);
        int size = lines.stream().mapToInt(line -> line.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        lines.forEach(bytes::put);
        bytes.flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            Files.setPosixFilePermissions(file, permissions);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    private void pointAt(Path file) throws IOException {
        String command = "[" + clock.instant().getEpochSecond() + "] PROCESS_FILE;" + file.toAbsolutePath() + ";1\n";
        pointedAt = ticker.getAsLong();
        fifo.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8)));
    }

    private void ask() throws IOException {
        Path question = writeFile(List.of());
        questions.add(question);
        pointAt(question);
    }

    @Override
    public int taken() throws IOException {
        lookForAnswers();
        int lines = taken;
        taken = 0;
        return lines;
    }

    private void lookForAnswers() throws IOException {
        boolean answered = questions.removeIf(question -> !Files.exists(question));
        proven |= answered;
        if (batch != null && !Files.exists(batch)) {
            batch = null;
            taken += batchLines;
        } else if (batch != null && answered) {
            questions.clear(); // those after it may come after the batch now, and prove nothing
            pointAt(batch);
        } else if ((batch != null || !proven) && mayAsk()) {
            ask();
        }
    }

    /** While something is unread the pointers in the FIFO will be found; asking again is for those that were lost. */
    private boolean mayAsk() throws IOException {
        long after = questions.isEmpty() ? ASK_AFTER : ASK_AGAIN_AFTER;
        return ticker.getAsLong() - pointedAt > after && fifo.unread() == 0;
    }

    @Override
    public int abandon() {
        int lines = taken;
        taken = 0;
        try {
            questions.forEach(ConfirmedBatches::deleteQuietly);
            questions.clear();
            if (batch != null && !Files.deleteIfExists(batch)) {
                lines += batchLines;
            }
        } catch (IOException e) {
            // It stays, and its lines may come twice: better than not at all.
        }
        batch = null;
        return lines;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // an empty file; the next start deletes it
        }
    }

    @Override
    public void close() {
        fifo.close();
    }
}
