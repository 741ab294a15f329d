package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.client.FakeNsca;
import io.nscatools.client.ServerAddress;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be delivered is kept and goes first next time, whatever happens to the process or the disk. */
class SpoolIT {
    private static final Spool.Limits LIMITS = new Spool.Limits(1 << 20, Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final List<CheckResult> taken = new CopyOnWriteArrayList<>();
    private Path spool;
    private String config;
    private int port;

    @BeforeEach
    void configure() throws Exception {
        spool = folder.resolve("spool");
        config = Files.writeString(folder.resolve("c.cfg"), "encryption_method=0\n")
                .toString();
        port = RunningProgram.freePort();
    }

    @Test
    void keepsWhatCannotBeDeliveredAndSendsItFirstNextTime() throws Exception {
        CommandResult away = send("h\ts\t0\tone\u0017h\ts\t1\ttwo", port);
        assertThat(away.exitCode()).isEqualTo(2);
        assertThat(away.stdout()).isEmpty();
        assertThat(away.stderr())
                .contains("2 result(s) are kept in " + spool + "/localhost_" + port + " and go first next time\n")
                .contains("Error: 2 failed: localhost:" + port + ": Connection refused\n");
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken))) {
            Files.move(spool.resolve("localhost_" + port), spool.resolve("localhost_" + server.port()));
            CommandResult back = send("h\ts\t2\tthree", server.portNumber());
            assertThat(back.exitCode()).as(back.stderr()).isZero();
            assertThat(back.stdout()).isEqualTo("3 data packet(s) sent to host successfully.\n");
            assertThat(taken).containsExactly(result(0, "one"), result(1, "two"), result(2, "three"));
            assertThat(kept(server.portNumber())).isEmpty();
        }
    }

    /** Wrong password: once it is mended the results are wanted. What the server refuses for what it says is not. */
    @Test
    void keepsWhatWasDroppedButNotWhatWasRefused() throws Exception {
        try (FakeNsca dropping = new FakeNsca(FakeNsca.resettingAfter(4304, true));
                FakeNsca refusing = new FakeNsca(FakeNsca.giving(0, 1));
                FakeNsca silentlyTaking = new FakeNsca(FakeNsca.receiving())) {
            assertThat(send("h\ts\t0\tone", dropping.portNumber()).exitCode()).isEqualTo(2);
            assertThat(kept(dropping.portNumber())).hasSize(1);
            assertThat(send("h\ts\t0\tone", refusing.portNumber()).exitCode()).isEqualTo(2);
            assertThat(kept(refusing.portNumber())).isEmpty();
            assertThat(send("h\ts\t0\tone", silentlyTaking.portNumber()).exitCode())
                    .isZero();
            assertThat(kept(silentlyTaking.portNumber())).isEmpty();
            assertThat(send("h\ts\t0\tone", silentlyTaking.portNumber(), "--confirm=require")
                            .exitCode())
                    .isEqualTo(2);
            assertThat(kept(silentlyTaking.portNumber())).hasSize(1);
        }
    }

    @Test
    void keepsTimeAndBytesOfAResult() throws Exception {
        CheckResult odd = CheckResult.of(
                ByteString.copyOf(new byte[] {(byte) 0xfc, 'h'}, 0, 2),
                ByteString.EMPTY,
                -3,
                ByteString.of("one\ntwo\tthree\\four\rfive;\u00e9"));
        Spool kept = spool(Clock.systemUTC(), LIMITS);
        kept.keep(List.of(new SpooledResult(1_700_000_000_123L, odd)));
        byte[] line = Files.readAllBytes(kept.files().get(0));
        assertThat(SpoolLine.parse(Arrays.copyOf(line, line.length - 1)))
                .isEqualTo(new SpooledResult(1_700_000_000_123L, odd));
    }

    @Test
    void dropsWhatIsTooOldAndSaysSo() throws Exception {
        Instant now = Instant.ofEpochMilli(1_700_000_000_000L);
        Spool kept = spool(Clock.fixed(now, ZoneOffset.UTC), LIMITS);
        long hour = Duration.ofHours(1).toMillis();
        kept.keep(List.of(
                new SpooledResult(now.toEpochMilli() - hour - 1, result(0, "old")),
                new SpooledResult(now.toEpochMilli() - hour, result(0, "young"))));
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(err), new PrintWriter(err, true), false);
        assertThat(kept.read(kept.files().get(0), console)).containsExactly(result(0, "young"));
        assertThat(err.toString()).contains("1 result(s) of ").contains(" dropped: older than 1 hours");
    }

    @Test
    void takesNoMoreThanItsLimit() throws Exception {
        Spool kept = spool(Clock.systemUTC(), LIMITS);
        List<SpooledResult> large = IntStream.range(0, 200)
                .mapToObj(i -> new SpooledResult(i, result(0, "x".repeat(4000))))
                .toList();
        kept.keep(large);
        assertThatThrownBy(() -> kept.keep(large))
                .isInstanceOf(IOException.class)
                .hasMessage("it would be larger than its limit of 1 MiB");
        assertThat(kept.files()).hasSize(1);
    }

    @Test
    void readsOnBehindADamagedLine() throws Exception {
        Spool kept = spool(Clock.systemUTC(), LIMITS);
        long now = System.currentTimeMillis();
        kept.keep(List.of(new SpooledResult(now, result(0, "one"))));
        Path file = kept.files().get(0);
        Files.writeString(file, "rubbish\n" + Files.readString(file));
        StringWriter err = new StringWriter();
        assertThat(kept.read(file, new Console(new PrintWriter(err), new PrintWriter(err, true), false)))
                .containsExactly(result(0, "one"));
        assertThat(err.toString()).contains(file + ":1: has 1 fields instead of 5, result lost: rubbish");
    }

    @Test
    void isEmptiedByOneAtATime() throws Exception {
        Spool kept = spool(Clock.systemUTC(), LIMITS);
        kept.keep(List.of(new SpooledResult(System.currentTimeMillis(), result(0, "one"))));
        try (Spool.Lock first = kept.lock(Deadline.in(Duration.ofSeconds(10)))) {
            assertThat(first.isHeld()).isTrue();
            try (Spool.Lock second = kept.lock(Deadline.in(Duration.ofMillis(50)))) {
                assertThat(second.isHeld()).isFalse();
            }
        }
        try (Spool.Lock third = kept.lock(Deadline.in(Duration.ofSeconds(10)))) {
            assertThat(third.isHeld()).isTrue();
        }
    }

    @Test
    void losesAndRepeatsNothingWhenManyRunAtOnce() throws Exception {
        List<CheckResult> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            expected.add(result(0, "kept " + i));
            send("h\ts\t0\tkept " + i, port);
        }
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken))) {
            Files.move(spool.resolve("localhost_" + port), spool.resolve("localhost_" + server.port()));
            List<CompletableFuture<CommandResult>> runs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String output = "new " + i;
                expected.add(result(0, output));
                runs.add(CompletableFuture.supplyAsync(
                        () -> send("h\ts\t0\t" + output, server.portNumber(), "-to", "60"),
                        task -> new Thread(task).start()));
            }
            for (CompletableFuture<CommandResult> run : runs) {
                assertThat(run.get().exitCode()).as(run.get().stderr()).isZero();
            }
            assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(kept(server.portNumber())).isEmpty();
        }
    }

    /** A process that keeps one batch after the other, and is killed at some moment. */
    @Test
    void survivesAKill() throws Exception {
        for (int round = 0; round < 4; round++) {
            Path input = folder.resolve("input");
            Files.writeString(input, ("h\ts\t0\t" + "x".repeat(300) + "\n").repeat(60_000));
            Process process = Project.java(
                            "nsca-client",
                            "localhost",
                            "-p",
                            Integer.toString(port),
                            "-c",
                            config,
                            "--lines",
                            "--quiet",
                            "--spool",
                            spool.toString(),
                            "-to",
                            "60",
                            input.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            int files = round;
            Await.until(
                    () -> kept(port).size() > files || !process.isAlive(),
                    () -> "a file in the spool: " + Files.readString(folder.resolve("log")));
            process.destroyForcibly().waitFor();
            StringWriter err = new StringWriter();
            Console console = new Console(new PrintWriter(err), new PrintWriter(err, true), false);
            Spool kept = new Spool(spool, List.of(new ServerAddress("localhost", port)), LIMITS, Clock.systemUTC());
            for (Path file : kept.files()) {
                assertThat(kept.read(file, console)).isNotEmpty();
            }
            assertThat(err.toString()).as("complaints about half-written files").isEmpty();
        }
    }

    /** A file system of 256 KiB, which only root can mount, in a namespace of its own. */
    @Test
    void leavesNothingHalfWrittenOnAFullDisk() throws Exception {
        ForeignPrograms.requireThat(
                CommandResult.run(new ProcessBuilder("unshare", "-m", "true"), new byte[0])
                                .exitCode()
                        == 0,
                "a file system for a full disk can only be mounted by root");
        Files.createDirectories(spool);
        String input = ("h\ts\t0\t" + "x".repeat(4000) + "\n").repeat(100);
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs -o size=256k tmpfs \"$0\" && \"$@\"; code=$?; find \"$0\" -type f; exit $code",
                spool.toString()));
        command.addAll(Project.java(
                        "nsca-client",
                        "localhost",
                        "-p",
                        Integer.toString(port),
                        "-c",
                        config,
                        "--lines",
                        "--quiet",
                        "--spool",
                        spool.toString(),
                        "-to",
                        "60")
                .command());
        CommandResult result = CommandResult.run(new ProcessBuilder(command), input.getBytes(StandardCharsets.UTF_8));
        assertThat(result.exitCode()).as(result.stderr()).isEqualTo(2);
        assertThat(result.stderr())
                .contains("100 result(s) are lost, they cannot be kept")
                .contains("No space left");
        assertThat(result.stdout()).as("files left").isEmpty();
    }

    @Test
    void sendsRatherThanLosesWhatCannotBeKept() throws Exception {
        Files.writeString(spool, "a file where the folder should be");
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken))) {
            CommandResult sent = send("h\ts\t0\tout", server.portNumber());
            assertThat(sent.exitCode()).as(sent.stderr()).isZero();
            assertThat(sent.stderr()).contains(" keeps nothing: ").contains("1 confirmed");
            assertThat(taken).containsExactly(result(0, "out"));
        }
        CommandResult lost = send("h\ts\t0\tout", port);
        assertThat(lost.exitCode()).isEqualTo(2);
        assertThat(lost.stderr()).contains("Not a directory; 1 result(s) are lost, they cannot be kept");
    }

    private Spool spool(Clock clock, Spool.Limits limits) {
        return new Spool(spool, List.of(new ServerAddress("localhost", port)), limits, clock);
    }

    private List<Path> kept(int destination) throws IOException {
        Path kept = spool.resolve("localhost_" + destination);
        if (!Files.isDirectory(kept)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(kept)) {
            return files.filter(file -> file.toString().endsWith(".results")).toList();
        }
    }

    private CommandResult send(String input, int destination, String... more) {
        String[] args = new String[7 + more.length];
        System.arraycopy(
                new String[] {
                    "localhost", "-p", Integer.toString(destination), "-c", config, "--spool", spool.toString()
                },
                0,
                args,
                0,
                7);
        System.arraycopy(more, 0, args, 7, more.length);
        return new Command().run(input, args);
    }

    private static CheckResult result(int state, String output) {
        return CheckResult.of(ByteString.of("h"), ByteString.of("s"), state, ByteString.of(output));
    }
}
