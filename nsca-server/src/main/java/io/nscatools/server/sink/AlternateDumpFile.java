package io.nscatools.server.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The C daemon's {@code alternate_dump_file}: takes the lines while the command file does not exist (fact 40). Unlike
 * there it is emptied again when the command file is back: it is renamed, its lines go into the journal, it is deleted.
 */
final class AlternateDumpFile {
    private static final int CHUNK_LINES = 500;

    private final Path path;
    private final Path aside;
    /** Whether lines wait in it or in the renamed one. */
    private boolean hasLines;

    /** Takes lines into a journal, and has them on disk on return. */
    interface Target {
        void append(List<byte[]> lines) throws IOException;
    }

    AlternateDumpFile(Path path) {
        this.path = path;
        this.aside = path.resolveSibling(path.getFileName() + ".replay");
        this.hasLines = Files.exists(path) || Files.exists(aside);
    }

    /** Renames a file that is already there, so that it stays and is not replayed; returns its new name, or null. */
    Path keepAway() throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        Path old = path.resolveSibling(path.getFileName() + ".old");
        Files.move(path, old, StandardCopyOption.REPLACE_EXISTING);
        hasLines = false;
        return old;
    }

    /** Returns the whole lines in {@code file}. */
    static List<byte[]> linesOf(Path file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(Files.newInputStream(file))) {
            List<byte[]> chunk = reader.next();
            while (!chunk.isEmpty()) {
                lines.addAll(chunk);
                chunk = reader.next();
            }
        }
        return lines;
    }

    /** Returns whether lines wait to be replayed. */
    boolean hasLines() {
        return hasLines;
    }

    /** Adds {@code lines}; on return they are on disk. */
    void append(List<byte[]> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines.forEach(bytes::writeBytes);
        boolean isNew = !Files.exists(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long before = channel.size();
            try {
                ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
                while (all.hasRemaining()) {
                    channel.write(all);
                }
                channel.force(false);
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        }
        if (isNew) {
            Directories.force(path.toAbsolutePath().getParent());
        }
        hasLines = true;
    }

    /**
     * Moves all lines into {@code target}. After a crash on the way it goes on behind the last lines that are known to
     * be there.
     *
     * @param progress how far an earlier attempt has come: the file's inode and an offset in it
     */
    void moveTo(Target target, JournalPosition progress) throws IOException {
        if (Files.exists(aside)) {
            moveAside(target, progress);
        }
        if (Files.exists(path)) {
            Files.move(path, aside);
            Directories.force(path.toAbsolutePath().getParent());
            moveAside(target, progress);
        }
        hasLines = false;
    }

    private void moveAside(Target target, JournalPosition progress) throws IOException {
        long inode = (Long) Files.getAttribute(aside, "unix:ino");
        long offset = progress.segment() == inode ? progress.offset() : 0;
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.READ);
                LineReader lines = new LineReader(Channels.newInputStream(channel.position(offset)))) {
            List<byte[]> chunk = lines.next();
            while (!chunk.isEmpty()) {
                target.append(chunk);
                offset += chunk.stream().mapToLong(line -> line.length).sum();
                progress.moveTo(inode, offset);
                chunk = lines.next();
            }
        }
        Files.delete(aside);
        progress.moveTo(0, 0);
    }

    /** Reads whole lines; one that a crash has left without its end was never safe and is not one. */
    private static final class LineReader implements AutoCloseable {
        private final InputStream in;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        LineReader(InputStream in) {
            this.in = new java.io.BufferedInputStream(in, 1 << 16);
        }

        List<byte[]> next() throws IOException {
            List<byte[]> lines = new ArrayList<>();
            int b = 0;
            while (lines.size() < CHUNK_LINES && (b = in.read()) >= 0) {
                line.write(b);
                if (b == '\n') {
                    lines.add(line.toByteArray());
                    line.reset();
                }
            }
            return lines;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
