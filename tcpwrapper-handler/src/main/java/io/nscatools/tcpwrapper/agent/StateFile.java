package io.nscatools.tcpwrapper.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A small file of the agent's own in the spool, replaced as a whole. Others may write to the folder: no links here. */
record StateFile(Path path) {
    private static final int MAX_BYTES = 1 << 20;

    /** Returns the text, or nothing if there is no such file. */
    Optional<String> read() throws IOException {
        if (!OwnFile.isThere(path)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Replaces the text; when this returns, it is safe from a power cut. */
    void write(String text) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        if (OwnFile.isThere(next)) {
            Files.delete(next);
        }
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        OwnFile.isThere(path); // a folder there could not be replaced
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    void delete() throws IOException {
        if (OwnFile.isThere(path)) {
            Files.delete(path);
        }
    }
}
