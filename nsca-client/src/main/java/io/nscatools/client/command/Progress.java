package io.nscatools.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A line on the terminal that counts, for long inputs. */
final class Progress {
    private static final long FIRST_AFTER_NANOS = 500_000_000;
    private static final long EVERY_NANOS = 200_000_000;
    private static final int LOOK_EVERY = 64;

    private final Console console;
    private final long start = System.nanoTime();
    private long next = start + FIRST_AFTER_NANOS;
    private long count;
    private Boolean wanted;
    private boolean shown;

    Progress(Console console) {
        this.console = console;
    }

    /** Counts a result, of those sent before {@code confirmed} are confirmed. */
    void sent(long confirmed) {
        count++;
        if (count % LOOK_EVERY == 0) {
            long now = System.nanoTime();
            if (now >= next && isWanted()) {
                next = now + EVERY_NANOS;
                shown = true;
                long rate = count * 1_000_000_000 / (now - start);
                console.overwrite(String.format(Locale.ROOT, "%,d sent, %,d/s", count, rate)
                        + (confirmed > 0 ? String.format(Locale.ROOT, ", %,d confirmed", confirmed) : ""));
            }
        }
    }

    /** Removes the line. */
    void end() {
        if (shown) {
            console.overwrite("");
        }
    }

    private boolean isWanted() {
        if (wanted == null) {
            wanted = !console.isQuiet() && isTerminal();
        }
        return wanted;
    }

    /** Java knows only whether input and output are terminals, not standard error. */
    private static boolean isTerminal() {
        try {
            Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return file.startsWith("/dev/pts") || file.toString().startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
