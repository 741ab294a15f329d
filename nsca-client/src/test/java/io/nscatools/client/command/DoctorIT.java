package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.FakeNsca;
import io.nscatools.protocol.InitPacket;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code send_nsca --doctor} finds what is broken on purpose. Password and method: see {@code ClientDoctorIT}. */
class DoctorIT {
    @TempDir
    private Path folder;

    private String config;

    @BeforeEach
    void configure() throws Exception {
        config = Command.config(folder, "");
    }

    @Test
    void findsNothingWhereAllIsWell() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.giving(0, 1))) {
            CommandResult result = doctor("localhost", server.portNumber(), "--spool", folder.resolve("s") + "");
            assertThat(result.exitCode()).as(result.stdout()).isZero();
            assertThat(result.stdout()
                            .lines()
                            .map(line -> line.split(" +", 3))
                            .map(columns -> columns[0] + " " + columns[1]))
                    .containsExactly(
                            "ok java",
                            "ok config",
                            "ok password",
                            "ok name",
                            "ok connection",
                            "ok clock",
                            "ok credential",
                            "ok spool");
            assertThat(folder.resolve("s")).doesNotExist();
        }
    }

    @Test
    void sendsNothingToADaemonThatGivesNoReceipt() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.receiving())) {
            CommandResult result = doctor("localhost", server.portNumber());
            assertThat(result.exitCode()).as(result.stdout()).isZero();
            assertThat(result.stdout()).containsPattern("note +credential +localhost:\\d+ gives no receipt, so nobody");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void findsAServerThatDoesNotAnswer() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.answering(new byte[0]))) {
            assertProblem(
                    doctor("127.0.0.1", server.portNumber()), "credential", "127.0.0.1:@ does not answer the probe");
        }
    }

    @Test
    void findsThatTheServerIsDown() throws Exception {
        assertProblem(
                doctor("127.0.0.1", RunningProgram.freePort()),
                "connection",
                "127.0.0.1:@ refuses the connection: nobody listens there, or a firewall rejects it");
    }

    /** The kernel drops what asks for a connection when the queue of the listener is full. */
    @Test
    void findsThatNobodyAnswersBehindAFullQueue() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(listener.getLocalSocketAddress(), 100);
                } catch (IOException e) {
                    break; // the queue is full
                }
            }
            assertDropped(doctor("127.0.0.1", listener.getLocalPort()), "127.0.0.1");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** A network of its own, whose only route leads to a loopback interface that swallows what is not for itself. */
    @Test
    void findsThatPacketsAreDropped() throws Exception {
        List<String> network = List.of(
                "unshare",
                "-rn",
                "sh",
                "-c",
                "ip link set lo up && ip route add 192.0.2.0/24 dev lo && exec \"$@\"",
                "sh");
        List<String> trial = new ArrayList<>(network);
        trial.add("true");
        ForeignPrograms.requireThat(
                CommandResult.run(new ProcessBuilder(trial), new byte[0]).exitCode() == 0,
                "packets are dropped in a network namespace, which cannot be made here");
        ProcessBuilder client =
                Project.java("nsca-client", "192.0.2.7", "-p", "5667", "-c", config, "-to", "1", "--doctor");
        client.command().addAll(0, network);
        assertDropped(CommandResult.run(client, new byte[0]), "192.0.2.7");
    }

    private static void assertDropped(CommandResult result, String host) {
        assertProblem(
                result,
                "connection",
                host + ":@ does not answer within 1 s: a firewall drops the packets, or the machine is down");
        assertThat(result.stdout()).containsPattern("remedy +connection +let TCP port \\d+ through the firewalls");
    }

    @Test
    void tellsASilentServerFromAnUnreachableOne() throws Exception {
        try (FakeNsca silent = new FakeNsca(FakeNsca.silent());
                FakeNsca refusing = new FakeNsca(FakeNsca.closingAfter(0))) {
            assertProblem(
                    doctor("127.0.0.1", silent.portNumber()),
                    "connection",
                    "127.0.0.1:@ accepts the connection and says nothing within 1 s");
            assertProblem(
                    doctor("127.0.0.1", refusing.portNumber()),
                    "connection",
                    "127.0.0.1:@ closes the connection at once");
        }
    }

    @ParameterizedTest
    @CsvSource({"3600, ahead of", "-3600, behind"})
    void findsAClockThatIsOffByAnHour(long seconds, String direction) throws Exception {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        try (FakeNsca server = new FakeNsca((connection, daemon) -> {
            connection
                    .getOutputStream()
                    .write(InitPacket.create(new Random(1), wrong).encode());
            connection.getInputStream().readAllBytes();
        })) {
            CommandResult result = doctor("127.0.0.1", server.portNumber());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.stdout())
                    .containsPattern("problem +clock +127.0.0.1:\\d+ is 3,(599|600|601) s " + direction
                            + " this machine\nremedy +clock +set the clock");
        }
    }

    @Test
    void findsANameWithoutAnAddressAndGoesOnWithTheOtherServers() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.giving(0, 1))) {
            CommandResult result =
                    doctor("nosuchhost.invalid", server.portNumber(), "-H", "nosuchhost.invalid", "-H", "127.0.0.1");
            assertProblem(result, "name", "nosuchhost.invalid has no address");
            assertThat(result.stdout())
                    .containsPattern("ok +credential +127.0.0.1:\\d+ has the same password and method");
        }
    }

    @Test
    void findsAPasswordThatEverybodyCanRead() throws Exception {
        Files.setPosixFilePermissions(Path.of(config), PosixFilePermissions.fromString("rw-r--r--"));
        CommandResult result = doctor("127.0.0.1", RunningProgram.freePort());
        assertProblem(result, "password", config + ": everybody on this machine can read it");
        assertThat(result.stdout()).contains("chmod o-r " + config);
    }

    @Test
    void findsWhatIsWrongInTheConfiguration() throws Exception {
        Files.writeString(Path.of(config), "pasword=secret word\n");
        CommandResult result = doctor("127.0.0.1", RunningProgram.freePort());
        assertProblem(result, "config", config + ":1: pasword: unknown key; did you mean password?");
        assertThat(result.stdout()).doesNotContain("secret word");
        Files.delete(Path.of(config));
        assertProblem(doctor("127.0.0.1", RunningProgram.freePort()), "config", config + ": no such file or directory");
    }

    @Test
    void findsAFullSpool() throws Exception {
        int port = RunningProgram.freePort();
        String[] send = {
            "127.0.0.1",
            "-p",
            port + "",
            "-c",
            config,
            "--spool",
            folder.resolve("s").toString(),
            "--spool-size",
            "1",
            "--lines"
        };
        new Command().run(("h\ts\t0\t" + "x".repeat(1000) + "\n").repeat(1000), send);
        CommandResult result =
                doctor("127.0.0.1", port, "--spool", folder.resolve("s").toString(), "--spool-size", "1");
        assertProblem(
                result, "spool", folder.resolve("s") + "/127.0.0.1_@ holds 997 KiB of 1024: what does not fit is lost");
    }

    @Test
    void findsASpoolThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertProblem(
                doctor("127.0.0.1", RunningProgram.freePort(), "--spool", file + "/s"),
                "spool",
                file + " is no directory that this user may write to");
    }

    /** A usual run must start fast. */
    @Test
    void costsAUsualRunNothing() throws Exception {
        ProcessBuilder run = Project.java("nsca-client", "127.0.0.1", "-p", "1", "-c", config);
        run.command().add(1, "-Xlog:class+load");
        assertThat(CommandResult.run(run, new byte[0]).stdout())
                .contains("io.nscatools.client.command.Settings ")
                .doesNotContain("Doctor", "Findings", "ServerCheck", "SpoolCheck");
    }

    @Test
    void takesWrongArgumentsForUsage() {
        assertThat(new Command().run("", "--doctor", "-c", config).exitCode()).isEqualTo(2);
        assertThat(new Command()
                        .run("", "h", "--doctor", "-p", "x", "-c", config)
                        .exitCode())
                .isEqualTo(2);
    }

    private CommandResult doctor(String host, int port, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(host, "-p", Integer.toString(port), "-c", config, "-to", "1", "--doctor"));
        arguments.addAll(List.of(more));
        return new Command().run("", arguments.toArray(String[]::new));
    }

    /** {@code @} stands for a port. */
    private static void assertProblem(CommandResult result, String point, String what) {
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout().replaceAll("(?<=[:_])\\d+(?= )", "@"))
                .contains(String.format("problem  %-17s  %s%nremedy   %-17s  ", point, what, point));
    }
}
