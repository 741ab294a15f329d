package io.nscatools.tcpwrapper.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Puts records that come as lines into the spool, from where they take the way of all others. A line has the arguments
 * of {@code handle_tcp_wrapper}, divided by blanks or tabs; empty lines and those that begin with {@code #} are none.
 */
final class LineSource {
    private static final int MAX_LINE = 8192;
    private static final long RETRY_SECONDS = 1;

    private final InputStream in;
    private final Path folder;
    private final AgentLog log;
    private final String prefix;
    private long number;

    LineSource(InputStream in, Path folder, AgentLog log) {
        this.in = new BufferedInputStream(in);
        this.folder = folder;
        this.log = log;
        this.prefix = Spool.PREFIX + "line." + ProcessHandle.current().pid() + ".";
    }

    /** Reads to the end of the input. Where a record has no place, it waits for one, and so does who writes to us. */
    void run() {
        try {
            for (String line = next(); line != null; line = next()) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    spool(new SpoolRecord(SpoolRecord.DENIED, List.of(text.split("[ \t\r]+"))));
                }
            }
        } catch (IOException e) {
            log.warn("input", "standard input cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the next line, cut to 8192 bytes, a character for each; null at the end. */
    private String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < MAX_LINE && b != 0) {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** On a full disk a file can be made and not be filled; it would count as a connection of its own. */
    private void removeUnfinished(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("input", file + ": cannot be removed: " + e.getMessage());
        }
    }

    private void spool(SpoolRecord spooled) throws InterruptedException {
        while (true) {
            Path file = folder.resolve(prefix + number++);
            try {
                Files.write(file, spooled.encode(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                return;
            } catch (FileAlreadyExistsException e) {
                // of an earlier process with this number
            } catch (IOException e) {
                removeUnfinished(file);
                log.warn("input", file + ": cannot be written, will be tried again: " + e.getMessage());
                TimeUnit.SECONDS.sleep(RETRY_SECONDS);
            }
        }
    }
}
