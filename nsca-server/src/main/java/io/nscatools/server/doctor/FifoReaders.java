package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Who has a FIFO open for reading, apart from the server, which holds both of its ends. */
final class FifoReaders {
    private static final int ACCESS_MODE = 3;
    private static final int WRITE_ONLY = 1;

    private final Findings findings;
    private final Optional<Long> server;

    FifoReaders(Findings findings, Optional<ProcessHandle> server) {
        this.findings = findings;
        this.server = server.map(ProcessHandle::pid);
    }

    void run(Path fifo) {
        List<String> readers = ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> !server.equals(Optional.of(pid)))
                .filter(pid -> reads(Path.of("/proc", Long.toString(pid)), fifo))
                .map(pid -> "process " + pid + " (" + name(pid) + ")")
                .toList();
        if (!readers.isEmpty()) {
            findings.ok("reader", readers.get(0) + " reads " + fifo);
        } else if (System.getProperty("user.name").equals("root")) {
            findings.problem("reader", "nobody reads " + fifo, "start Nagios, or restart it if it runs");
        } else {
            findings.note("reader", "who reads " + fifo + " is not known; run this as root");
        }
    }

    private static boolean reads(Path process, Path fifo) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> isOpen(descriptor, fifo) && isForReading(process, descriptor));
        } catch (IOException e) {
            return false; // it has ended, or is not ours to look into
        }
    }

    private static boolean isOpen(Path descriptor, Path fifo) {
        try {
            return Files.readSymbolicLink(descriptor).endsWith(fifo.getFileName())
                    && Objects.equals(key(descriptor), key(fifo));
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static boolean isForReading(Path process, Path descriptor) {
        try (Stream<String> lines =
                Files.lines(process.resolve("fdinfo").resolve(descriptor.getFileName()), StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith("flags:"))
                    .anyMatch(line ->
                            (Integer.parseInt(line.substring("flags:".length()).strip(), 8) & ACCESS_MODE)
                                    != WRITE_ONLY);
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return "ended";
        }
    }
}
