package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.FakeNsca;
import io.nscatools.protocol.CheckResult;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.RunningProgram;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers: the first that accepts, or all. */
class DestinationsIT {
    private static final String RESULT = "h\ts\t0\tout";

    @TempDir
    private Path folder;

    private final List<CheckResult> one = new CopyOnWriteArrayList<>();
    private final List<CheckResult> two = new CopyOnWriteArrayList<>();
    private String config;

    @BeforeEach
    void configure() throws Exception {
        config = Files.writeString(folder.resolve("c.cfg"), "encryption_method=0\n")
                .toString();
    }

    @Test
    void takesTheFirstThatAccepts() throws Exception {
        int closed = RunningProgram.freePort();
        try (FakeNsca dead = new FakeNsca(FakeNsca.silent());
                FakeNsca rejecting = new FakeNsca(FakeNsca.resettingAfter(4304, true));
                FakeNsca first = new FakeNsca(FakeNsca.honest(one));
                FakeNsca second = new FakeNsca(FakeNsca.honest(two))) {
            CommandResult result = new Command()
                    .run(
                            RESULT,
                            "-c",
                            config,
                            "-H",
                            "localhost:" + closed,
                            "-H",
                            "localhost:" + dead.port(),
                            "-H",
                            "localhost:" + rejecting.port(),
                            "-H",
                            "localhost:" + first.port(),
                            "-H",
                            "localhost:" + second.port(),
                            "--connect-timeout",
                            "1",
                            "-to",
                            "30");
            assertThat(result.exitCode()).as(result.stderr()).isZero();
            assertThat(one).hasSize(1);
            assertThat(two).isEmpty();
        }
    }

    @Test
    void sendsToAllAndADeadOneDelaysNobody() throws Exception {
        try (FakeNsca first = new FakeNsca(FakeNsca.honest(one));
                FakeNsca dead = new FakeNsca(FakeNsca.silent());
                FakeNsca second = new FakeNsca(FakeNsca.honest(two))) {
            CommandResult result = new Command()
                    .run(
                            (RESULT + "\u0017").repeat(20_000),
                            "-c",
                            config,
                            "--broadcast",
                            "-H",
                            "localhost:" + dead.port(),
                            "-H",
                            "localhost:" + first.port(),
                            "-H",
                            "localhost:" + second.port(),
                            "-to",
                            "10",
                            "--connect-timeout",
                            "2");
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(one).hasSize(20_000);
            assertThat(two).hasSize(20_000);
            assertThat(result.stdout().lines())
                    .containsExactlyInAnyOrder(
                            "localhost:" + first.port() + ": 20000 data packet(s) sent to host successfully.",
                            "localhost:" + second.port() + ": 20000 data packet(s) sent to host successfully.");
            assertThat(result.stderr()).contains("localhost:" + dead.port() + ": Error: Timeout after 10 seconds\n");
        }
    }

    @Test
    void keepsForEachServerWhatItDidNotGet() throws Exception {
        int closed = RunningProgram.freePort();
        Path spool = folder.resolve("spool");
        try (FakeNsca first = new FakeNsca(FakeNsca.honest(one))) {
            CommandResult result = new Command()
                    .run(
                            RESULT,
                            "-c",
                            config,
                            "--broadcast",
                            "-H",
                            "localhost:" + closed,
                            "-H",
                            "localhost:" + first.port(),
                            "--spool",
                            spool.toString());
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(one).hasSize(1);
            assertThat(spool.resolve("localhost_" + closed)).isNotEmptyDirectory();
            assertThat(spool.resolve("localhost_" + first.port())).doesNotExist();
        }
    }

    @Test
    void takesTheServersOfTheConfiguration() throws Exception {
        int closed = RunningProgram.freePort();
        try (FakeNsca first = new FakeNsca(FakeNsca.honest(one));
                FakeNsca second = new FakeNsca(FakeNsca.honest(two))) {
            Path servers = Files.writeString(
                    folder.resolve("servers.cfg"),
                    "encryption_method=0\nserver=localhost:" + closed + "\nserver=localhost:" + first.port() + "\n");
            CommandResult result = new Command().run(RESULT, "-c", servers.toString());
            assertThat(result.exitCode()).as(result.stderr()).isZero();
            assertThat(result.stderr()).doesNotContain("overrides line");
            assertThat(one).hasSize(1);
            new Command().run(RESULT, "-c", servers.toString(), "-H", "localhost:" + second.port());
            assertThat(one).hasSize(1);
            assertThat(two).hasSize(1);
        }
    }

    @Test
    void doesNotWaitForeverForInputToSendToAll() throws Exception {
        try (PipedOutputStream neverClosed = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(neverClosed)) {
            StringWriter err = new StringWriter();
            int exitCode = new SendNsca(Map.of(), in, new PrintWriter(new StringWriter()), new PrintWriter(err, true))
                    .run("-c", config, "-H", "localhost", "-H", "localhost", "--broadcast", "-to", "1", "--quiet");
            assertThat(exitCode).isEqualTo(2);
            assertThat(err).hasToString("Error: Timeout after 1 seconds\n");
        }
    }

    @Test
    void triesAgain() throws Exception {
        int[] connections = {0};
        try (FakeNsca server = new FakeNsca((connection, daemon) -> {
            FakeNsca.Behaviour behaviour =
                    connections[0]++ < 1 ? FakeNsca.resettingAfter(4304, true) : FakeNsca.honest(one);
            behaviour.serve(connection, daemon);
        })) {
            CommandResult result = new Command()
                    .run(RESULT, "localhost:" + server.port(), "-c", config, "--retries", "2", "-to", "30");
            assertThat(result.exitCode()).as(result.stderr()).isZero();
            assertThat(one).hasSize(1);
        }
    }

    @Test
    void givesTheOptionPrecedenceOverTheFirstArgument() throws Exception {
        try (FakeNsca first = new FakeNsca(FakeNsca.honest(one))) {
            CommandResult result =
                    new Command().run(RESULT, "no.such.host.invalid", "-H", "localhost:" + first.port(), "-c", config);
            assertThat(result.exitCode()).isZero();
            assertThat(result.stderr()).contains("Warning: -H wins over the first argument, 'no.such.host.invalid'\n");
        }
    }
}
