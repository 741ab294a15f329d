package io.nscatools.tcpwrapper;

import io.nscatools.client.internal.TrainingServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reports a refused connection to itself, so that the archive of classes that the launcher makes meanwhile
 * ({@code --make-archive}) has what the agent needs.
 */
final class ArchiveTraining {
    private static final String RECORD = "nscatools 1\0denied\0002\000192.0.2.7\0sshd\0";

    private ArchiveTraining() {}

    /** Runs the training. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("tcpwrapper-handler");
        Path spool = Files.createDirectory(folder.resolve("spool"));
        Path record = spool.resolve("event.1");
        Path password = folder.resolve("password");
        Path config = folder.resolve("agent.yml");
        try (TrainingServer server = new TrainingServer()) {
            Files.writeString(record, RECORD);
            Files.writeString(password, "for training alone\n");
            Files.writeString(
                    config,
                    "spool: spool\nserver: {host: localhost, port: " + server.port()
                            + ", method: rijndael-128, password_file: password}\n");
            PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            int exitCode = TcpwrapperHandler.run(new String[] {"agent", "--drain", "-c", config.toString()}, out, out);
            if (exitCode != 0) {
                throw new IllegalStateException("the agent ended with exit code " + exitCode);
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
