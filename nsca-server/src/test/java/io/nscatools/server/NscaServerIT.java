package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar with Debian's send_nsca as its client and a FIFO as its command file. */
class NscaServerIT {
    @TempDir
    private Path folder;

    private Path commandFile;
    private Path received;
    private int port;

    @BeforeEach
    void configure() throws Exception {
        commandFile = folder.resolve("nagios.cmd");
        received = folder.resolve("received");
        port = RunningProgram.freePort();
        makeFifo();
        Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile
                        + "\npassword=the right password\ndecryption_method=14\n");
    }

    @Test
    void namesThePeerOfAWrongPasswordAndGoesOn() throws Exception {
        try (RunningProgram server = startServer();
                RunningProgram reader = startReader()) {
            send("the wrong password", 14, "h\ts\t0\twrong password\n");
            server.awaitLog("rejected: wrong password or unknown client");
            send("the right password", 1, "h\ts\t0\twrong method\n");
            server.awaitLog(
                    "rejected: peer 127.0.0.1 seems to use method 1 (xor); this server expects 14 (rijndael-128)");
            send("the right password", 14, "h\ts\t0\tright\n");
            awaitReceived("right");
            assertThat(Files.readString(received)).matches("\\[\\d+] PROCESS_SERVICE_CHECK_RESULT;h;s;0;right\n");
            assertThat(server.log().lines().filter(line -> line.contains("rejected")))
                    .hasSize(2)
                    .allMatch(line -> line.matches(".* WARN  127\\.0\\.0\\.1:\\d+: rejected: .*"));
            assertThat(server.log()).doesNotContain("the right password").doesNotContain("Exception");
            assertThat(reader.log()).isEmpty();
        }
    }

    /** The event loops of one server share its port; another server, of the same user, must not. */
    @Test
    void doesNotShareItsPortWithASecondServer() throws Exception {
        try (RunningProgram server = startServer()) {
            Path other = Files.writeString(
                    folder.resolve("other.yml"),
                    "listen: [{address: 127.0.0.1, port: " + port
                            + "}]\ncredentials: [{method: 1, password: x}]\nsinks: [{file: other}]\n");
            CommandResult second = CommandResult.run(Project.java("nsca-server", "-c", other.toString()), new byte[0]);
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.stderr())
                    .contains("cannot listen on 127.0.0.1 port " + port + ": Address already in use");
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void findsTheFifoOfARestartedNagios() throws Exception {
        try (RunningProgram server = startServer()) {
            try (RunningProgram reader = startReader()) {
                send("the right password", 14, "h\ts\t0\tbefore\n");
                awaitReceived("before");
                assertThat(reader.log()).isEmpty();
            }
            Files.delete(commandFile);
            send("the right password", 14, "h\ts\t0\tbetween\n");
            server.awaitLog("no such file or directory; results wait in the journal");
            makeFifo();
            try (RunningProgram reader = startReader()) {
                send("the right password", 14, "h\ts\t0\tafter\n");
                awaitReceived("after");
                assertThat(Files.readString(received)).containsSubsequence("before", "between", "after");
                assertThat(reader.log()).isEmpty();
            }
        }
    }

    @Test
    void writesWhatItHasAcceptedBeforeItEnds() throws Exception {
        try (RunningProgram server = startServer()) {
            StringBuilder input = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                input.append("h\ts\t0\tresult ").append(i).append("\u0017");
            }
            send("the right password", 14, input.toString());
            try (RunningProgram reader = startReader()) {
                assertThat(server.stop()).isZero();
                awaitReceived("result 499");
                assertThat(Files.readAllLines(received)).hasSize(500);
                assertThat(reader.log()).isEmpty();
            }
            assertThat(server.log()).contains("stopped");
        }
    }

    private RunningProgram startServer() throws Exception {
        RunningProgram server = RunningProgram.start(
                Project.java("nsca-server", "-c", folder.resolve("nsca.cfg").toString()), folder.resolve("server.log"));
        server.awaitLog("listening on 127.0.0.1:" + port);
        return server;
    }

    /** Reads the FIFO as Nagios does: open for writing too, so that it never sees its end. */
    private RunningProgram startReader() throws Exception {
        return RunningProgram.start(
                new ProcessBuilder(
                        "sh", "-c", "exec cat <>\"$0\" >>\"$1\"", commandFile.toString(), received.toString()),
                folder.resolve("reader.log"));
    }

    private void makeFifo() throws Exception {
        assertThat(CommandResult.run(new ProcessBuilder("mkfifo", commandFile.toString()), new byte[0])
                        .exitCode())
                .isZero();
    }

    private void send(String password, int method, String input) throws Exception {
        Path config = Files.writeString(
                folder.resolve("send_nsca.cfg"), "password=" + password + "\nencryption_method=" + method + "\n");
        CommandResult result = CommandResult.run(
                ForeignPrograms.command(
                        "usr/sbin/send_nsca", "-H", "127.0.0.1", "-p", Integer.toString(port), "-c", config.toString()),
                input.getBytes(StandardCharsets.UTF_8));
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    private void awaitReceived(String text) throws Exception {
        Await.until(
                () -> Files.exists(received) && Files.readString(received).contains(text),
                () -> "'" + text + "' in the FIFO");
    }
}
