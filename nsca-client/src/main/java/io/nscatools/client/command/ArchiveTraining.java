package io.nscatools.client.command;

import io.nscatools.client.internal.TrainingServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Sends a few results to itself, so that the archive of classes that the launcher makes meanwhile
 * ({@code --make-archive}) has what sending a result needs.
 */
final class ArchiveTraining {
    private static final List<String> METHODS = List.of("1", "14");

    private ArchiveTraining() {}

    /** Runs the training. */
    public static void main(String[] args) throws IOException {
        Path config = Files.createTempFile("send_nsca", ".cfg");
        try (TrainingServer server = new TrainingServer()) {
            for (String method : METHODS) {
                Files.writeString(config, "encryption_method=" + method + "\npassword=for training alone\n");
                PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
                byte[] input = "host\tservice\t0\toutput\n".getBytes(StandardCharsets.UTF_8);
                int exitCode = new SendNsca(System.getenv(), new ByteArrayInputStream(input), out, out)
                        .run("localhost", "-p", Integer.toString(server.port()), "-c", config.toString());
                if (exitCode != 0) {
                    throw new IllegalStateException("send_nsca ended with exit code " + exitCode);
                }
            }
        } finally {
            Files.delete(config);
        }
    }
}
