package io.nscatools.tcpwrapper.agent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Keeps a spool within its limits while nothing can be delivered: replaces the oldest events by their counts, which
 * become one alert. The counts are on the disk before the events go; a crash in between counts some of them twice.
 */
final class SpoolGuard {
    private static final String FILE = ".folded";

    /** So many of the oldest events are looked at in one go. */
    private static final int AT_ONCE = 10_000;

    private final AgentConfig config;
    private final Path folder;
    private final SpoolLimits limits;
    private final SpoolReader reader;
    private final Clock clock;
    private final StateFile file;

    SpoolGuard(AgentConfig config, SpoolReader reader, Clock clock) {
        this.config = config;
        this.folder = config.spool();
        this.limits = config.limits();
        this.reader = reader;
        this.clock = clock;
        this.file = new StateFile(folder.resolve(FILE));
    }

    /** What the spool holds. */
    private record Usage(int files, long bytes, List<Spool.Entry> oldest) {}

    /** Returns the alert about what has been replaced, if there is anything. */
    Optional<Alert> alert() throws IOException {
        return file.read().flatMap(text -> FoldedCounts.parse(text).alert(Path.of(FILE)));
    }

    /** Returns whether the spool holds more than it may. */
    boolean exceeded() throws IOException {
        return !excess(usage()).isEmpty();
    }

    /** Replaces the oldest events by their counts until the spool is well within its limits; returns how many. */
    int enforce() throws IOException {
        int replaced = 0;
        int before = -1;
        while (replaced > before) {
            before = replaced;
            replaced += replace(excess(usage()));
        }
        return replaced;
    }

    private Usage usage() throws IOException {
        PriorityQueue<Spool.Entry> oldest =
                new PriorityQueue<>(Collections.reverseOrder(Comparator.comparing(Spool.Entry::time)));
        int files = 0;
        long bytes = 0;
        List<Spool.Entry> one = new ArrayList<>(1);
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, Spool.EVENTS)) {
            for (Path path : paths) {
                Spool.add(path, one);
                for (Spool.Entry entry : one) {
                    files++;
                    bytes += entry.size();
                    oldest.add(entry);
                }
                one.clear();
                if (oldest.size() > AT_ONCE) {
                    oldest.remove();
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Usage(
                files,
                bytes,
                oldest.stream().sorted(Comparator.comparing(Spool.Entry::time)).toList());
    }

    /** The oldest ones that must go; a tenth more than that, so that the limits are not met again at once. */
    private List<Spool.Entry> excess(Usage usage) {
        long maxFiles = usage.files() > limits.files() ? limits.files() * 9L / 10 : limits.files();
        long maxBytes = usage.bytes() > limits.bytes() ? limits.bytes() / 10 * 9 : limits.bytes();
        Instant tooOld = clock.instant().minus(limits.age());
        long files = usage.files();
        long bytes = usage.bytes();
        List<Spool.Entry> excess = new ArrayList<>();
        for (Spool.Entry entry : usage.oldest()) {
            if (files <= maxFiles && bytes <= maxBytes && !entry.time().isBefore(tooOld)) {
                break;
            }
            excess.add(entry);
            files--;
            bytes -= entry.size();
        }
        return excess;
    }

    private int replace(List<Spool.Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            return 0;
        }
        FoldedCounts counts = FoldedCounts.parse(file.read().orElse(""));
        List<Path> read = new ArrayList<>();
        for (Spool.Entry entry : entries) {
            reader.read(folder, entry).ifPresent(event -> {
                if (!(event instanceof SpoolEvent.Denied denied && config.ignores(denied.connection()))) {
                    counts.add(event);
                }
                read.add(event.file());
            });
        }
        if (read.isEmpty()) {
            return 0;
        }
        if (counts.alert(Path.of(FILE)).isPresent()) {
            file.write(counts.toString());
        }
        for (Path name : read) {
            Files.deleteIfExists(folder.resolve(name));
        }
        return read.size();
    }
}
