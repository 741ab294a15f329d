package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the script of an example and sees to it that it leaves nothing behind. */
final class Example {
    private static final long PATIENCE_SECONDS = 240;

    /** What the examples have on their hosts, and must not have on this machine. */
    private static final List<Path> ELSEWHERE = Stream.of(
                    "/etc/hosts.deny",
                    "/etc/hosts.allow",
                    "/etc/passwd",
                    "/etc/nsca-toolkit",
                    "/etc/nagios4",
                    "/etc/fail2ban",
                    "/usr/local/nagios",
                    "/var/lib/nagios4",
                    "/var/log/nagios4",
                    "/var/spool/tcpwrapper-handler")
            .map(Path::of)
            .toList();

    private final Path script;
    private final Path work;
    private final String mark = UUID.randomUUID().toString();
    private final Map<String, String> environment = new TreeMap<>();

    /**
     * Makes a run.
     *
     * @param script the script's path below the project's folder
     * @param work an empty folder for all that it writes
     */
    Example(String script, Path work) {
        this.script = Project.root().resolve(script);
        this.work = work;
    }

    /** Sets a variable of its environment. */
    Example with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs it to a good end and returns what it printed. */
    String run(String... arguments) throws Exception {
        Path log = Files.createTempFile("example", ".log");
        try {
            Map<Path, String> before = elsewhere();
            int exitCode = run(log, arguments);
            String printed = Files.readString(log, StandardCharsets.ISO_8859_1);
            assertThat(exitCode).as(printed).isZero();
            assertThat(processes()).as("processes left").isEmpty();
            assertThat(work).isEmptyDirectory();
            assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(work.toString());
            assertThat(elsewhere()).isEqualTo(before);
            return printed;
        } finally {
            Files.delete(log);
        }
    }

    private int run(Path log, String... arguments) throws Exception {
        ProcessBuilder command = new ProcessBuilder(script.toString());
        command.command().addAll(List.of(arguments));
        command.environment().putAll(environment);
        command.environment().put("TMPDIR", work.toString());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("NSCA_EXAMPLE_TEST", mark);
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ends within " + PATIENCE_SECONDS + " s: " + Files.readString(log))
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Returns the processes that have inherited the mark of this run. */
    private List<String> processes() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                try {
                    if (Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains(mark)) {
                        found.add(Files.readString(process.resolve("cmdline")).replace('\0', ' '));
                    }
                } catch (IOException e) {
                    // It has ended, or belongs to somebody else.
                }
            }
        }
        return found;
    }

    private static Map<Path, String> elsewhere() throws IOException {
        Map<Path, String> found = new TreeMap<>();
        for (Path path : ELSEWHERE) {
            found.put(path, Files.exists(path) ? Files.getLastModifiedTime(path).toString() : "not there");
        }
        return found;
    }
}
