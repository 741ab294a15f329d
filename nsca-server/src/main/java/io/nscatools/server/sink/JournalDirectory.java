package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of a sink's journals, locked: one for each {@link Lane}, with one size limit. It has the permissions of
 * the directory it is in, but none for others: who may write there may replace the command file anyway.
 */
final class JournalDirectory {
    private final JournalConfig config;
    private final Journal.Opener opener;
    private final FileChannel lockFile;
    private final Set<PosixFilePermission> permissions;
    private final boolean isNew;
    private final Object key;
    private final List<Journal> journals = new ArrayList<>();

    /**
     * Makes the directory if it is missing, and locks it.
     *
     * @throws JournalInUseException if another server has locked it
     * @throws IOException if it cannot be made or written
     */
    JournalDirectory(JournalConfig config, Journal.Opener opener) throws IOException {
        this.config = config;
        this.opener = opener;
        Path directory = config.directory();
        this.permissions = EnumSet.copyOf(
                Files.getPosixFilePermissions(directory.toAbsolutePath().getParent()));
        permissions.removeAll(EnumSet.of(
                PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE));
        this.isNew = !Files.isDirectory(directory);
        if (isNew) {
            make(directory);
        }
        this.lockFile = lock(directory);
        this.key = key(directory);
    }

    private static Object key(Path directory) throws IOException {
        return Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    }

    private void make(Path directory) throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, permissions);
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // the same as if another process had it
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new JournalInUseException(directory);
        }
        return channel;
    }

    /** Returns whether the directory was made just now, so that no server of ours has used it before. */
    boolean isNew() {
        return isNew;
    }

    /** Returns whether somebody has removed the directory, or it is another one by now. */
    boolean isRemoved() {
        try {
            return !Objects.equals(key, key(config.directory()));
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns the names of the journals that are there. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(config.directory())) {
            return files.filter(file -> Files.exists(file.resolve("position")))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Opens the journal of that name, empty if it is not there. */
    Journal journal(String name) throws IOException {
        Journal journal = new Journal(config.directory().resolve(name), config.maxBytes(), this::bytes, opener);
        journals.add(journal);
        return journal;
    }

    /** Returns the directory for files that Nagios reads and deletes, made if it is missing. */
    Path batches() throws IOException {
        Path batches = config.directory().resolve("batches");
        if (!Files.isDirectory(batches)) {
            make(batches);
        }
        return batches;
    }

    /** Returns the permissions of a file that Nagios reads. */
    Set<PosixFilePermission> filePermissions() {
        Set<PosixFilePermission> forFiles = EnumSet.copyOf(permissions);
        forFiles.removeAll(EnumSet.of(PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE));
        return forFiles;
    }

    /** Returns how many bytes the journals take on disk. */
    long bytes() {
        return journals.stream().mapToLong(Journal::bytes).sum();
    }

    void close() throws IOException {
        for (Journal journal : journals) {
            journal.close();
        }
        lockFile.close();
    }
}
