package io.nscatools.client.command;

import io.nscatools.cli.Findings;
import io.nscatools.client.ServerAddress;
import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What {@code --doctor} says of the spool: whether it can be written, and what is in it. */
final class SpoolCheck {
    /** Of its limit; the next result may have a few kilobytes. */
    private static final double FULL = 0.9;
    /** The least that the file system should have room for. */
    private static final long ENOUGH_BYTES = 16 << 20;

    private final Path directory;
    private final Spool.Limits limits;
    private final Findings findings;

    SpoolCheck(Path directory, Spool.Limits limits, Findings findings) {
        this.directory = directory;
        this.limits = limits;
        this.findings = findings;
    }

    /** Looks at the directory and at its part for each of {@code destinations}. */
    void run(List<List<ServerAddress>> destinations) {
        try {
            Path existing = directory.toAbsolutePath();
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            if (!Files.isDirectory(existing) || !Files.isWritable(existing) || !Files.isExecutable(existing)) {
                problem(existing + " is no directory that this user may write to", "name another one, or chown it");
                return;
            }
            long free = Files.getFileStore(existing).getUsableSpace();
            if (free < ENOUGH_BYTES) {
                problem(existing + ": the disk has " + (free >> 10) + " KiB left", "make room on it");
            }
            for (List<ServerAddress> servers : destinations) {
                content(new Spool(directory, servers, limits, Clock.systemUTC()));
            }
        } catch (IOException e) {
            problem(directory + ": " + FileErrors.describe(e), "let this user read and write it");
        }
    }

    private void content(Spool spool) throws IOException {
        long bytes = spool.size();
        String holds = spool + " holds " + (bytes >> 10) + " KiB of " + (limits.maxBytes() >> 10);
        if (bytes > FULL * limits.maxBytes()) {
            problem(
                    holds + ": what does not fit is lost",
                    "mend what the other lines say, and the next run sends it; or raise --spool-size");
        } else if (bytes > 0) {
            findings.note("spool", holds + "; the next run sends it");
        } else {
            findings.ok("spool", spool + " is empty");
        }
    }

    private void problem(String what, String remedy) {
        findings.problem("spool", what, remedy);
    }
}
