package io.nscatools.server.sink;

import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sink keeps on disk: a journal for each lane, and what else it finds there from before a crash. */
final class SinkStore implements CommandFileOutlet.Batches {
    private static final Logger LOG = LoggerFactory.getLogger(SinkStore.class);

    private final SinkConfig config;
    private final Lanes lanes;
    private final Journal.Opener opener;
    private final Optional<AlternateDumpFile> dump;
    private Optional<JournalDirectory> directory = Optional.empty();
    private Optional<JournalPosition> dumpProgress = Optional.empty();
    /** The lanes that have taken their part of lines of which another lane could not take its own. */
    private final Set<Lane> haveTheirs = new HashSet<>();
    /** Whether nothing of ours can be in the dump file that is not in the journal. */
    private boolean starting = true;

    /**
     * Opens what {@code config} names; a journal that cannot be made is a line in the log, and tried again later.
     *
     * @throws JournalInUseException if another server uses it
     */
    SinkStore(SinkConfig config, Lanes lanes, Journal.Opener opener) throws IOException {
        this.config = config;
        this.lanes = lanes;
        this.opener = opener;
        this.dump = config instanceof SinkConfig.CommandFile file
                ? file.alternateDumpFile().filter(SinkStore::isUsable).map(AlternateDumpFile::new)
                : Optional.empty();
        try {
            open();
        } catch (JournalInUseException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn(
                    "{}: journal {}: {}; results wait in memory while they cannot be written",
                    config.name(),
                    config.journal().orElseThrow().directory(),
                    FileErrors.describe(e));
        } finally {
            starting = false;
        }
    }

    /** A device such as /dev/null keeps nothing, and is not ours to rename; the journal does all that is needed. */
    private static boolean isUsable(Path dumpFile) {
        boolean usable = !Files.exists(dumpFile) || Files.isRegularFile(dumpFile);
        if (!usable) {
            LOG.warn("alternate_dump_file {}: is not a regular file, and is not used; the journal is", dumpFile);
        }
        return usable;
    }

    Optional<AlternateDumpFile> dump() {
        return dump;
    }

    /** Opens the journal if it is configured and not open; returns whether there is one. */
    boolean open() throws IOException {
        if (directory.isPresent() && directory.get().isRemoved() && lanes.inJournal() == 0) {
            LOG.warn(
                    "{}: journal {} has been removed, and is made anew",
                    config.name(),
                    config.journal().orElseThrow().directory());
            close();
        }
        if (directory.isPresent() || config.journal().isEmpty()) {
            return directory.isPresent();
        }
        JournalDirectory opened = new JournalDirectory(config.journal().get(), opener);
        try {
            for (String name : names(opened)) {
                lanes.named(name).use(opened.journal(name));
            }
            dumpProgress = Optional.of(
                    new JournalPosition(config.journal().get().directory().resolve("dump-position"), opener));
            directory = Optional.of(opened);
            recover(opened);
        } catch (IOException e) {
            forget();
            opened.close();
            throw e;
        }
        return true;
    }

    private List<String> names(JournalDirectory opened) throws IOException {
        List<String> names = new ArrayList<>(lanes.names());
        opened.names().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    private void recover(JournalDirectory opened) throws IOException {
        long found = lanes.inJournal();
        if (found > 0) {
            LOG.info("{}: {} results of earlier are in the journal", config.name(), found);
        }
        recoverBatches(opened.batches());
        if (dump.isPresent() && opened.isNew() && starting) {
            Path old = dump.get().keepAway();
            if (old != null) {
                LOG.warn(
                        "alternate_dump_file: what was in it before this server's first start is now in {}, and not"
                                + " replayed",
                        old);
            }
        }
    }

    /** A batch that Nagios had not confirmed when the server was killed goes into the journal, if it is not there. */
    private void recoverBatches(Path batches) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(batches)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            List<byte[]> lines = AlternateDumpFile.linesOf(file);
            if (!lines.isEmpty()) {
                Lane lane = lanes.of(Line.parse(lines.get(0)).serviceDescription());
                if (lane.inJournal() == 0) {
                    lane.appendToJournal(lines);
                }
            }
            Files.deleteIfExists(file);
        }
    }

    /**
     * Puts {@code lines} behind all others in the journals of their lanes. After an exception the same lines must come
     * again.
     */
    private void append(List<byte[]> lines) throws IOException {
        Map<Lane, List<byte[]>> byLane = new LinkedHashMap<>();
        for (byte[] line : lines) {
            Lane lane = lanes.of(Line.parse(line).serviceDescription());
            byLane.computeIfAbsent(lane, none -> new ArrayList<>()).add(line);
        }
        for (Map.Entry<Lane, List<byte[]>> entry : byLane.entrySet()) {
            if (!haveTheirs.contains(entry.getKey())) {
                entry.getKey().appendToJournal(entry.getValue());
                haveTheirs.add(entry.getKey());
            }
        }
        haveTheirs.clear();
    }

    /** Returns whether lines of the alternate dump file wait to go into the journals, if there are any. */
    boolean hasDumpToReplay() {
        return dump.isPresent() && dump.get().hasLines() && dumpProgress.isPresent();
    }

    /** Moves what is in the alternate dump file into the journals. */
    void emptyDump() throws IOException {
        dump.orElseThrow().moveTo(this::append, dumpProgress.orElseThrow());
        LOG.info("{}: the lines of the alternate_dump_file are replayed", config.name());
    }

    /** Returns where results wait, for the log. */
    String whereResultsWait() {
        return directory
                .map(opened ->
                        "in the journal " + config.journal().orElseThrow().directory())
                .orElse("in memory");
    }

    boolean hasJournal() {
        return directory.isPresent();
    }

    /** Returns how many bytes the journals take on disk. */
    long bytes() {
        return directory.map(JournalDirectory::bytes).orElse(0L);
    }

    @Override
    public Optional<Path> directory() throws IOException {
        return open() ? Optional.of(directory.get().batches()) : Optional.empty();
    }

    @Override
    public Set<PosixFilePermission> permissions() {
        return directory.orElseThrow().filePermissions();
    }

    void close() {
        try {
            if (directory.isPresent()) {
                directory.get().close();
                dumpProgress.orElseThrow().close();
            }
        } catch (IOException e) {
            LOG.warn("{}: journal: {}", config.name(), FileErrors.describe(e));
        }
        forget();
    }

    private void forget() {
        lanes.all().forEach(Lane::useNone);
        haveTheirs.clear();
        dumpProgress = Optional.empty();
        directory = Optional.empty();
    }
}
