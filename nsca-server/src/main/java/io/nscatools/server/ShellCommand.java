package io.nscatools.server;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/** A command of a rule in {@code hosts.allow} or {@code hosts.deny}, run as libwrap does. */
final class ShellCommand {
    private static final long PATIENCE_SECONDS = 30;
    private static final int FAILED = 127;

    private ShellCommand() {}

    /**
     * Runs {@code command} with a shell, its input and output being {@code /dev/null} (T9), and waits for its end, at
     * most 30 s; returns its exit code.
     */
    static int run(String command) {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
        } catch (IOException e) {
            // No shell: as if the command had failed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FAILED;
    }
}
