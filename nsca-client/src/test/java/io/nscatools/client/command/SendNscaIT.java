package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.FakeNsca;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.RunningProgram;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How send_nsca ends when things go wrong (facts 65 to 73). */
class SendNscaIT {
    private static final String CREDENTIAL = "%scryption_method=14\npassword=long enough for no warning\n";
    private static final String RESULT = "h\ts\t0\tout\n";

    @TempDir
    private Path folder;

    private Path config;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void configure() throws Exception {
        config = Files.writeString(folder.resolve("send_nsca.cfg"), CREDENTIAL.formatted("en"));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void sendsEachSetAsSoonAsItHasBeenRead() throws Exception {
        Path commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        int port = RunningProgram.freePort();
        Path serverConfig = Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile
                        + "\nappend_to_file=1\n" + CREDENTIAL.formatted("de"));
        try (RunningProgram nsca = RunningProgram.start(
                ForeignPrograms.command("usr/sbin/nsca", "--single", "-f", "-c", serverConfig.toString()),
                folder.resolve("nsca.log"))) {
            nsca.awaitPort(port);
            PipedOutputStream input = new PipedOutputStream();
            InputStream in = new PipedInputStream(input);
            CompletableFuture<Integer> exitCode =
                    CompletableFuture.supplyAsync(() -> run(in, "127.0.0.1", "-p", Integer.toString(port)));
            input.write("h\ts\t0\tfirst\u0017h\ts\t0\tbegun".getBytes(StandardCharsets.UTF_8));
            input.flush();
            Await.until(() -> Files.readString(commandFile).contains("first"), () -> "the first result at nsca");
            assertThat(exitCode).isNotDone();
            input.close();
            assertThat(exitCode.join()).as(err.toString()).isZero();
            Await.until(() -> Files.readString(commandFile).contains("begun"), () -> "the second result at nsca");
        }
    }

    /** All that can be known: the daemon drops it without a word. */
    @Test
    void doesNotSayConfirmedOfAWrongPasswordAtTheCDaemon() throws Exception {
        Path commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        int port = RunningProgram.freePort();
        Path serverConfig = Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile
                        + "\ndecryption_method=14\npassword=another one\n");
        try (RunningProgram nsca = RunningProgram.start(
                ForeignPrograms.command("usr/sbin/nsca", "--single", "-f", "-c", serverConfig.toString()),
                folder.resolve("nsca.log"))) {
            nsca.awaitPort(port);
            assertThat(run(input(RESULT), "127.0.0.1", "-p", Integer.toString(port)))
                    .isZero();
            assertThat(out).hasToString("1 data packet(s) sent to host successfully.\n");
            assertThat(err).hasToString("1 unconfirmed: the server gives no receipt\n");
            assertThat(run(input(RESULT), "127.0.0.1", "-p", Integer.toString(port), "--confirm=require"))
                    .isEqualTo(2);
            assertThat(commandFile).isEmptyFile();
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        String port = Integer.toString(RunningProgram.freePort());
        assertThat(run(input(RESULT), "127.0.0.1", "-p", port)).isEqualTo(2);
        assertThat(err)
                .hasToString("Connection refused by host\nError: Could not connect to host 127.0.0.1 on port " + port
                        + "\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysThatAHostIsUnknown() {
        assertThat(run(input(RESULT), "no.such.host.invalid")).isEqualTo(2);
        assertThat(err)
                .hasToString("Host name lookup failed: 'no.such.host.invalid'\n"
                        + "Error: Could not connect to host no.such.host.invalid on port 5667\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 131})
    void saysThatTheServerClosedTooEarly(int length) throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.closingAfter(length))) {
            assertThat(run(input(RESULT), "localhost", "-p", server.port())).isEqualTo(2);
            assertThat(err)
                    .hasToString("Error: Server closed connection before init packet was received\n"
                            + "Error: Could not read init packet from server\n");
        }
    }

    @Test
    void endsWhenTheTimeIsOver() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.silent())) {
            assertThat(run(input(RESULT), "localhost", "-p", server.port(), "-to", "1"))
                    .isEqualTo(2);
            assertThat(err).hasToString("Error: Timeout after 1 seconds\n");
        }
    }

    @Test
    void saysThatTheServerWentAwayWhileSending() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.closingAfter(132))) {
            String many = (RESULT + "\u0017").repeat(100_000);
            assertThat(run(input(many), "localhost", "-p", server.port())).isEqualTo(3);
            assertThat(err.toString())
                    .startsWith("Error: Could not send data to host\nError: ")
                    .endsWith(" rejected: the server dropped the connection: wrong password or encryption method,"
                            + " clocks apart, or the server was stopped\n");
        }
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private int run(InputStream in, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-c";
        all[arguments.length + 1] = config.toString();
        return new SendNsca(Map.of(), in, new PrintWriter(out, true), new PrintWriter(err, true)).run(all);
    }
}
