package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated units and xinetd files, read by systemd and xinetd, with another program in the place of ours. */
class ServiceFilesIT {
    @TempDir
    private Path folder;

    private Path inventory;
    private int port;

    @BeforeEach
    void inventory() throws Exception {
        port = RunningProgram.freePort();
        inventory = Files.writeString(
                folder.resolve("inventory.yml"),
                "monitor: {host: m, address: 127.0.0.1, port: %d, password_file: p}\nhosts: [a]\n".formatted(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "handler"})
    void systemdAcceptsTheUnits(String command) throws Exception {
        ForeignPrograms.requireThat(hasSystemdAnalyze(), "systemd-analyze is not installed");
        Run run = Run.of(command, "--format", "systemd", inventory);
        assertThat(run.out()).containsPattern("ExecStart=/usr/sbin/[a-z-]+ ");
        Path unit = Files.writeString(
                folder.resolve(command + ".service"),
                run.out()
                        .replaceAll("ExecStart=/usr/sbin/[a-z-]+", "ExecStart=/bin/true")
                        .replaceAll("nagios4.service", ""));
        CommandResult result = CommandResult.run(
                new ProcessBuilder("systemd-analyze", "verify", "--man=no", unit.toString()), new byte[0]);
        assertThat(result.stdout() + result.stderr()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    private static boolean hasSystemdAnalyze() throws InterruptedException {
        try {
            return CommandResult.run(new ProcessBuilder("systemd-analyze", "--version"), new byte[0])
                            .exitCode()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void xinetdServesTheServer() throws Exception {
        String text = Run.of("server", "--format", "xinetd", inventory).out();
        Path conf = Files.writeString(
                folder.resolve("xinetd.conf"),
                text.replace("/usr/sbin/nsca-server", "/bin/echo")
                        .replaceAll("(user +=) nagios", "$1 " + System.getProperty("user.name")));
        ProcessBuilder command = ForeignPrograms.command(
                "usr/sbin/xinetd",
                "-dontfork",
                "-f",
                conf.toString(),
                "-pidfile",
                folder.resolve("pid").toString());
        try (RunningProgram xinetd = RunningProgram.start(command, folder.resolve("xinetd.log"));
                Socket socket = connect(xinetd)) {
            assertThat(socket.getInputStream().readAllBytes())
                    .asString()
                    .isEqualTo("-c /etc/nsca-toolkit/nsca.yml --inetd\n");
        }
    }

    private Socket connect(RunningProgram xinetd) throws Exception {
        xinetd.awaitPort(port);
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}
