package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import io.nscatools.protocol.FileErrors;
import io.nscatools.server.sink.JournalConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the journal can take what Nagios does not. */
final class JournalCheck {
    /** Of its limit. */
    private static final double FULL = 0.9;
    /** The least that the file system should have room for. */
    private static final long ENOUGH_BYTES = 16 << 20;

    private final Findings findings;
    private final ServerUser user;

    JournalCheck(Findings findings, ServerUser user) {
        this.findings = findings;
        this.user = user;
    }

    void run(JournalConfig journal) {
        Path directory = journal.directory();
        boolean exists = Files.isDirectory(directory);
        Path existing = directory.toAbsolutePath();
        while (Files.notExists(existing)) {
            existing = existing.getParent();
        }
        Optional<Path> made = ServerUser.stateDirectory().filter(directory::startsWith);
        if (made.isPresent() && Files.notExists(made.get())) {
            findings.note("journal", directory + " is not there yet: systemd makes it when the server starts");
            return;
        }
        Optional<ServerUser.Obstacle> obstacle = user.obstacle(existing, "wx");
        if (obstacle.isPresent()) {
            findings.problem(
                    "journal",
                    user.explain(obstacle.get()),
                    "name a directory of user " + user.name()
                            + " as journal: directory in nsca.yml; without one results" + " wait in memory");
            return;
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            if (free < ENOUGH_BYTES) {
                findings.problem(
                        "journal", existing + ": the disk has " + (free >> 10) + " KiB left", "make room on it");
                return;
            }
            content(journal, exists ? bytes(directory) : 0);
        } catch (IOException | UncheckedIOException e) {
            IOException cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e;
            findings.problem("journal", directory + ": " + FileErrors.describe(cause), "run this as root");
        }
    }

    private void content(JournalConfig journal, long bytes) {
        String holds = journal.directory() + " holds " + (bytes >> 10) + " KiB of " + (journal.maxBytes() >> 10);
        if (bytes > FULL * journal.maxBytes()) {
            findings.problem(
                    "journal",
                    holds + ": senders wait when it is full",
                    "mend what the other lines say, and it empties itself; or raise the journal's size");
        } else {
            findings.ok("journal", holds);
        }
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
