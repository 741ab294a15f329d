package io.nscatools.tcpwrapper;

import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;

/** Replaces a file at once, keeping a copy, its owner and its mode; what a symbolic link leads to, not the link. */
final class InstallFile {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path file;
    private final boolean existed;
    private final byte[] before;

    private InstallFile(Path file, boolean existed, byte[] before) {
        this.file = file;
        this.existed = existed;
        this.before = before;
    }

    /** Reads a file; one that is missing has no bytes. */
    static InstallFile read(Path file) throws IOException {
        boolean exists = Files.exists(file);
        if (exists) {
            FileErrors.refuseSpecial(file);
        }
        Path real = exists ? file.toRealPath() : file.toAbsolutePath();
        return new InstallFile(real, exists, exists ? Files.readAllBytes(real) : new byte[0]);
    }

    byte[] bytes() {
        return before.clone();
    }

    /**
     * Puts {@code bytes} in the file's place, safe on disk when it returns, and returns where the copy of the old file
     * is, if there was one.
     *
     * @throws IOException if it cannot be written, or somebody else has changed it since it was read
     */
    Optional<Path> replace(byte[] bytes, Clock clock) throws IOException {
        Path folder = file.getParent();
        Path next = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        try {
            write(next, bytes);
            if (!existed) {
                Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Optional<Path> backup = existed ? Optional.of(backUp(clock)) : Optional.empty();
            if (existed) {
                copyOwnerAndMode(file, next);
            }
            if (existed != Files.exists(file) || existed && !Arrays.equals(before, Files.readAllBytes(file))) {
                throw new IOException("somebody else has changed it just now; run the command again");
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
            return backup;
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private Path backUp(Clock clock) throws IOException {
        String name = file.getFileName() + "." + STAMP.format(clock.instant());
        Path backup = file.resolveSibling(name + ".bak");
        for (int i = 2; Files.exists(backup); i++) {
            backup = file.resolveSibling(name + "-" + i + ".bak");
        }
        Files.createFile(backup, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        write(backup, before);
        copyOwnerAndMode(file, backup);
        return backup;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void copyOwnerAndMode(Path from, Path to) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        view.setOwner(attributes.owner());
        view.setGroup(attributes.group());
        view.setPermissions(attributes.permissions());
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
