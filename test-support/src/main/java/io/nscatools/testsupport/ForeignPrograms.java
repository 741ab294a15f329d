package io.nscatools.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs of others that ours must get on with: Debian's nsca, send_nsca, nagios4, icinga2, tcpd, xinetd,
 * openbsd-inetd and sshd. They are downloaded once, by {@code fetch-peers}, into {@code ~/.cache/nsca-toolkit/peers}
 * (or below {@code XDG_CACHE_HOME}) and run from there. Where that fails the test is skipped with the reason; with
 * {@code CI=true} in the environment it fails.
 */
public final class ForeignPrograms {
    private static final Outcome OUTCOME = fetch();
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    private ForeignPrograms() {}

    /** Where the unpacked packages are, or why there are none. */
    private record Outcome(Path root, String failure) {}

    /** Returns a command that runs a program, such as {@code usr/sbin/nsca}, with {@code arguments}. */
    public static ProcessBuilder command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(path(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LD_LIBRARY_PATH", ldLibraryPath());
        return builder;
    }

    /** Returns where a program is, such as {@code usr/sbin/tcpd}; skips or fails the test if it is not to be had. */
    public static Path path(String program) {
        require();
        return OUTCOME.root.resolve(program);
    }

    /** Returns the value of {@code LD_LIBRARY_PATH} that the programs need. */
    public static String ldLibraryPath() {
        require();
        return OUTCOME.root.resolve("usr/lib/" + triplet()) + ":" + OUTCOME.root.resolve("lib/" + triplet());
    }

    /** Returns the name of the folder below {@code usr/lib} with what is for this kind of machine. */
    public static String triplet() {
        return System.getProperty("os.arch").equals("aarch64") ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
    }

    private static void require() {
        requireThat(OUTCOME.failure == null, OUTCOME.failure);
    }

    /** Skips the test with {@code reason} unless {@code condition} holds; with {@code CI=true} it fails. */
    public static void requireThat(boolean condition, String reason) {
        if (!condition) {
            assertThat(System.getenv("CI")).as(reason).isNotEqualTo("true");
            if (REPORTED.add(reason)) {
                System.err.println("Tests are skipped: " + reason);
            }
            Assumptions.abort(reason);
        }
    }

    private static Outcome fetch() {
        try {
            CommandResult result = CommandResult.run(
                    new ProcessBuilder(Project.root()
                            .resolve("test-support/src/main/sh/fetch-peers")
                            .toString()),
                    new byte[0]);
            return result.exitCode() == 0
                    ? new Outcome(Path.of(result.stdout().strip()), null)
                    : new Outcome(null, "the Debian packages cannot be fetched: " + lastLine(result.stderr()));
        } catch (IOException e) {
            return new Outcome(null, "the Debian packages cannot be fetched: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(null, "interrupted while fetching the Debian packages");
        }
    }

    private static String lastLine(String text) {
        return text.lines().reduce("no reason given", (before, line) -> line);
    }
}
