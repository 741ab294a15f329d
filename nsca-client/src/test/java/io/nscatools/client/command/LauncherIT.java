package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.FakeNsca;
import io.nscatools.protocol.CheckResult;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts send_nsca. */
class LauncherIT {
    @TempDir
    private Path folder;

    private final List<CheckResult> taken = new CopyOnWriteArrayList<>();
    private Path launcher;
    private Path jar;
    private String config;

    @BeforeEach
    void install() throws Exception {
        launcher = folder.resolve("bin/send_nsca");
        jar = folder.resolve("lib/nsca-client.jar");
        Files.createDirectories(launcher.getParent());
        Files.createDirectories(jar.getParent());
        Files.copy(Project.root().resolve("bin/launcher"), launcher);
        Files.copy(Project.jar("nsca-client"), jar);
        config = Files.writeString(folder.resolve("c.cfg"), "encryption_method=0\n")
                .toString();
    }

    @Test
    void startsWithTheArchiveThatItMakes() throws Exception {
        CommandResult made = run(List.of(launcher.toString(), "--make-archive"), Map.of());
        assertThat(made.exitCode()).as(made.stderr()).isZero();
        Path archive = Path.of(made.stdout().strip());
        assertThat(archive).isNotEmptyFile();
        assertThat(archive.getParent()).isEqualTo(jar.getParent());
        assertSends(Map.of());
    }

    /** A stale archive is one of another Java or jar, or no archive at all. */
    @Test
    void passesOverAnArchiveThatDoesNotFit() throws Exception {
        Path archive = Path.of(run(List.of(launcher.toString(), "--make-archive"), Map.of())
                .stdout()
                .strip());
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
        assertSends(Map.of());
        for (String bad : List.of("no archive", "")) {
            Files.writeString(archive, bad);
            assertSends(Map.of());
        }
    }

    @Test
    void worksThroughALinkAndWithAnyJava() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
        launcher = link;
        assertSends(Map.of());
        assertSends(Map.of("NSCA_JAVA", System.getProperty("java.home") + "/bin/java", "JAVA_HOME", "/no/such/java"));
        CommandResult none = run(List.of(link.toString(), "-h"), Map.of("JAVA_HOME", "/no/such/java"));
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.stderr()).startsWith("send_nsca: /no/such/java/bin/java is not to be run: ");
    }

    @Test
    void saysWhereItLooksForItsJar() throws Exception {
        Files.delete(jar);
        CommandResult result = run(List.of(launcher.toString(), "-h"), Map.of());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stderr()).startsWith("send_nsca: no nsca-client.jar in " + folder + "/lib");
    }

    /** {@code script} gives the command a terminal for its standard error. */
    @Test
    void showsProgressOnATerminalAlone() throws Exception {
        ForeignPrograms.requireThat(
                CommandResult.run(new ProcessBuilder("script", "--version"), new byte[0])
                                .exitCode()
                        == 0,
                "script(1) is needed to make a terminal");
        Path input = Files.writeString(folder.resolve("input"), "h\ts\t0\tout\n".repeat(100_000));
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken))) {
            String command = launcher + " localhost -p " + server.port() + " -c " + config + " -to 60 --lines " + input;
            CommandResult terminal = run(
                    List.of(
                            "script",
                            "-qec",
                            command,
                            folder.resolve("typescript").toString()),
                    Map.of());
            assertThat(terminal.exitCode()).as(terminal.stdout()).isZero();
            assertThat(terminal.stdout())
                    .containsPattern("\r\033\\[K[\\d,]+ sent, [\\d,]+/s")
                    .contains("100000 confirmed");
            CommandResult piped = run(List.of("sh", "-c", command), Map.of());
            assertThat(piped.stderr()).doesNotContain("/s").endsWith("100000 confirmed\n");
        }
    }

    private void assertSends(Map<String, String> environment) throws Exception {
        taken.clear();
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken))) {
            CommandResult result = run(
                    List.of(
                            launcher.toString(),
                            "localhost",
                            "-p",
                            server.port(),
                            "-c",
                            config,
                            "-to",
                            "60",
                            "--quiet"),
                    environment);
            assertThat(result).isEqualTo(new CommandResult(0, "", ""));
            assertThat(taken).hasSize(1);
        }
    }

    private static CommandResult run(List<String> command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().remove("NSCA_JAVA");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return CommandResult.run(builder, "h\ts\t0\tout".getBytes(StandardCharsets.UTF_8));
    }
}
