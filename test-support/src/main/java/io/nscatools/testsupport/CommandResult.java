package io.nscatools.testsupport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a command ended.
 *
 * @param exitCode its exit code
 * @param stdout its standard output
 * @param stderr its standard error
 */
public record CommandResult(int exitCode, String stdout, String stderr) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Runs a command with {@code stdin} and waits for its end, for a minute. */
    public static CommandResult run(ProcessBuilder command, byte[] stdin) throws IOException, InterruptedException {
        return run(command, stdin, PATIENCE);
    }

    /** Runs a command with {@code stdin} and waits for its end, but no longer than {@code patience}. */
    public static CommandResult run(ProcessBuilder command, byte[] stdin, Duration patience)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("stdout", null);
        Path err = Files.createTempFile("stderr", null);
        try {
            Process process = command.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            write(stdin, process.getOutputStream());
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + patience.toSeconds() + " s: " + command.command());
            }
            return new CommandResult(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static void write(byte[] stdin, OutputStream to) {
        try (to) {
            to.write(stdin);
        } catch (IOException e) {
            // It ended without reading all of its input, which its exit code explains.
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
