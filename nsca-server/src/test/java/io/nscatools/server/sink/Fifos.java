package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A FIFO and its reader, which is the test itself. */
final class Fifos {
    private Fifos() {}

    static Path make(Path path) throws Exception {
        assertThat(CommandResult.run(new ProcessBuilder("mkfifo", path.toString()), new byte[0])
                        .exitCode())
                .isZero();
        return path;
    }

    /** Leaves the FIFO, which must be open, a single page. */
    static void shrink(Path path) throws Exception {
        String setPipeSize = "open F, '+<', $ARGV[0]; exit !fcntl F, 1031, 4096";
        assertThat(CommandResult.run(new ProcessBuilder("perl", "-e", setPipeSize, path.toString()), new byte[0])
                        .exitCode())
                .isZero();
    }

    /** Returns how many bytes can be read without waiting. */
    static int available(RandomAccessFile fifo) throws IOException {
        return new FileInputStream(fifo.getFD()).available();
    }

    /** Reads up to {@code length} bytes of what is in the FIFO; there must be something. */
    static String read(RandomAccessFile fifo, int length) throws IOException {
        byte[] bytes = new byte[length];
        return new String(bytes, 0, fifo.read(bytes), StandardCharsets.UTF_8);
    }
}
