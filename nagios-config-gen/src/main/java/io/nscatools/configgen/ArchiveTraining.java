package io.nscatools.configgen;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Generates a service definition, so that the archive of classes that the launcher makes meanwhile
 * ({@code --make-archive}) has what that needs.
 */
final class ArchiveTraining {
    private ArchiveTraining() {}

    /** Runs the training. */
    public static void main(String[] args) throws IOException {
        Path inventory = Files.createTempFile("inventory", ".yml");
        try {
            Files.writeString(inventory, "monitor: {host: monitor, password_file: password}\nhosts: [firestorm]\n");
            PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            int exitCode = NagiosConfigGen.run(new String[] {"services", inventory.toString()}, out, out);
            if (exitCode != 0) {
                throw new IllegalStateException("nagios-config-gen ended with exit code " + exitCode);
            }
        } finally {
            Files.delete(inventory);
        }
    }
}
