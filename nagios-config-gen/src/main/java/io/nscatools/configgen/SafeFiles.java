package io.nscatools.configgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files so that at any time the old contents or the new are there, whole, and secrets never for others. */
final class SafeFiles {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private SafeFiles() {}

    /** Makes a new file, less what the umask forbids; its folder must exist. Not yet safe from a power failure. */
    static void create(Path file, byte[] bytes, Set<PosixFilePermission> permissions) throws IOException {
        try (FileChannel channel = open(file, permissions)) {
            try {
                write(channel, bytes);
            } catch (IOException e) {
                Files.deleteIfExists(file); // the disk is full: half a file would pass for somebody's own
                throw e;
            }
        }
    }

    /**
     * Puts a file in the place of what is there, whose owner and group it keeps. Not yet safe from a power failure: of
     * thousands of files that can be made again, each would wait for the disk.
     */
    static void replace(Path file, byte[] bytes, Set<PosixFilePermission> permissions) throws IOException {
        replace(file, bytes, permissions, file, false);
    }

    /**
     * Does what {@link #replace} does, and returns when that is safe from a power failure.
     *
     * @param like whose owner and group it gets, if that is there
     */
    static void replaceDurably(Path file, byte[] bytes, Set<PosixFilePermission> permissions, Path like)
            throws IOException {
        replace(file, bytes, permissions, like, true);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void replace(
            Path file, byte[] bytes, Set<PosixFilePermission> permissions, Path like, boolean durably)
            throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try {
            try (FileChannel channel = open(temporary, permissions)) {
                write(channel, bytes);
                if (durably) {
                    channel.force(true);
                }
            }
            if (Files.exists(like)) {
                keepOwner(like, temporary);
            }
            Files.setPosixFilePermissions(temporary, permissions);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void keepOwner(Path from, Path to) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        PosixFileAttributes current = view.readAttributes();
        if (!current.owner().equals(attributes.owner())) {
            view.setOwner(attributes.owner());
        }
        if (!current.group().equals(attributes.group())) {
            view.setGroup(attributes.group());
        }
    }

    private static FileChannel open(Path file, Set<PosixFilePermission> permissions) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(permissions));
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
