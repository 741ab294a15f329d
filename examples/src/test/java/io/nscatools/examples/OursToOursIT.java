package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client to our server, as processes. */
class OursToOursIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void carriesServiceAndHostResultsInBothLayouts(EncryptionMethod method) throws Exception {
        Path commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        int port = RunningProgram.freePort();
        String password = "password=for this test\n";
        Path serverConfig = Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile + "\n"
                        + "decryption_method=" + method.number() + "\n" + password);
        Path clientConfig = Files.writeString(
                folder.resolve("send_nsca.cfg"), "encryption_method=" + method.number() + "\n" + password);
        try (RunningProgram server = RunningProgram.start(
                Project.java("nsca-server", "-c", serverConfig.toString()), folder.resolve("server.log"))) {
            server.awaitPort(port);
            String[] arguments = {"127.0.0.1", "-p", Integer.toString(port), "-c", clientConfig.toString()};
            send(Project.java("nsca-client", arguments));
            ProcessBuilder legacy = Project.java("nsca-client", arguments);
            legacy.command().add("--legacy-2-7-mode");
            send(legacy);
            String expected = """
                    [] PROCESS_SERVICE_CHECK_RESULT;web;HTTP;2;CRITICAL: größe\\nsecond line
                    [] PROCESS_HOST_CHECK_RESULT;db;1;DOWN
                    [] PROCESS_SERVICE_CHECK_RESULT;web;DISK;0;OK | a=1;2;3
                    """;
            Await.until(() -> Files.readAllLines(commandFile).size() >= 6, () -> "six lines");
            assertThat(Files.readString(commandFile).replaceAll("(?m)^\\[\\d+]", "[]"))
                    .isEqualTo(expected + expected);
        }
    }

    /** In password or in method; neither side says more than that to somebody who does not know them. */
    @ParameterizedTest
    @ValueSource(strings = {"encryption_method=14\npassword=not that of the server\n", "encryption_method=1\n"})
    void rejectsWhatTheServerCannotRead(String credential) throws Exception {
        Path commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        int port = RunningProgram.freePort();
        Path serverConfig = Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile
                        + "\ndecryption_method=14\npassword=that of the server\n");
        Path clientConfig = Files.writeString(folder.resolve("send_nsca.cfg"), credential);
        try (RunningProgram server = RunningProgram.start(
                Project.java("nsca-server", "-c", serverConfig.toString()), folder.resolve("server.log"))) {
            server.awaitPort(port);
            CommandResult result = CommandResult.run(
                    Project.java("nsca-client", "127.0.0.1:" + port, "-c", clientConfig.toString(), "--quiet"),
                    "web\tHTTP\t2\tCRITICAL\n".getBytes(StandardCharsets.UTF_8));
            assertThat(result)
                    .isEqualTo(new CommandResult(
                            2,
                            "",
                            "Error: 1 rejected: the server dropped the connection: wrong password or encryption"
                                    + " method, clocks apart, or the server was stopped\n"));
            assertThat(commandFile).isEmptyFile();
            Path log = folder.resolve("server.log");
            Await.until(() -> Files.readString(log).contains(": rejected: "), () -> "the server's reason in its log");
        }
    }

    private static void send(ProcessBuilder client) throws Exception {
        String input =
                "web\tHTTP\t2\tCRITICAL: größe\nsecond line\n\u0017db\t1\tDOWN\n\u0017web\tDISK\t0\tOK | a=1;2;3\n";
        CommandResult result = CommandResult.run(client, input.getBytes(StandardCharsets.UTF_8));
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.stdout()).isEqualTo("3 data packet(s) sent to host successfully.\n");
    }
}
