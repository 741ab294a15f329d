package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar behind Debian's xinetd, which gives it the connection as standard input, output and error. */
class InetdIT {
    @TempDir
    private Path folder;

    private Path results;
    private int port;

    @BeforeEach
    void configure() throws Exception {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "xinetd starts servers only for root");
        results = folder.resolve("results");
        port = RunningProgram.freePort();
        Files.writeString(
                folder.resolve("nsca.yml"),
                "credentials: [{method: 14, password: a long password}]\nsinks: [{file: " + results
                        + "}]\naccess: {tcp_wrappers: false}\n");
        Files.writeString(folder.resolve("xinetd.conf"), """
                service nsca
                {
                    type        = UNLISTED
                    socket_type = stream
                    protocol    = tcp
                    bind        = 127.0.0.1
                    port        = %d
                    wait        = no
                    user        = root
                    flags       = IPv4
                    server      = %s
                    server_args = -jar %s --inetd -c %s
                }
                """.formatted(
                        port,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Project.jar("nsca-server"),
                        folder.resolve("nsca.yml")));
    }

    @Test
    void servesOneConnectionAProcess() throws Exception {
        try (RunningProgram xinetd = startXinetd()) {
            send("a long password", "first");
            send("a wrong password", "never");
            send("a long password", "second");
            Await.until(() -> lines().size() == 2, () -> xinetd.log() + lines());
            assertThat(lines())
                    .allMatch(line -> line.matches("\\[\\d+] PROCESS_SERVICE_CHECK_RESULT;h;s;0;(first|second)"));
        }
    }

    @Test
    void writesNothingButTheProtocolToTheConnection() throws Exception {
        try (RunningProgram xinetd = startXinetd();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(132)).as(xinetd.log()).hasSize(132);
            socket.getOutputStream().write(new byte[5000]); // no packet
            assertThat(in.readAllBytes()).isEmpty();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset"); // that is how it refuses
        }
        Files.writeString(folder.resolve("nsca.yml"), "nonsense: 1\n");
        try (RunningProgram xinetd = startXinetd();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            assertThat(socket.getInputStream().readAllBytes()).as(xinetd.log()).isEmpty();
        }
    }

    @Test
    void saysSoIfStandardInputIsNoConnection() throws Exception {
        CommandResult result = CommandResult.run(
                Project.java(
                        "nsca-server",
                        "--inetd",
                        "-c",
                        folder.resolve("nsca.yml").toString()),
                new byte[0]);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stderr()).contains("standard input is no connection; start it from xinetd");
    }

    private List<String> lines() throws IOException {
        return Files.exists(results) ? Files.readAllLines(results) : List.of();
    }

    private RunningProgram startXinetd() throws Exception {
        ProcessBuilder command = ForeignPrograms.command(
                "usr/sbin/xinetd",
                "-dontfork",
                "-f",
                folder.resolve("xinetd.conf").toString(),
                "-filelog",
                folder.resolve("xinetd.log").toString(),
                "-pidfile",
                folder.resolve("xinetd.pid").toString());
        RunningProgram xinetd = RunningProgram.start(command, folder.resolve("xinetd-start.log"));
        xinetd.awaitPort(port);
        return xinetd;
    }

    private void send(String password, String output) throws Exception {
        Path config =
                Files.writeString(folder.resolve("send_nsca.cfg"), "password=" + password + "\nencryption_method=14\n");
        CommandResult result = CommandResult.run(
                ForeignPrograms.command(
                        "usr/sbin/send_nsca",
                        "-H",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-to",
                        "30",
                        "-c",
                        config.toString()),
                ("h\ts\t0\t" + output + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }
}
