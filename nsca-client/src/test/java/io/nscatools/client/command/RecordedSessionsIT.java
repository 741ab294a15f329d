package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.RunningProgram;
import io.nscatools.testsupport.Vectors;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Repeats the recorded sessions with our send_nsca in the reference's place, against Debian's nsca. */
class RecordedSessionsIT {
    @TempDir
    private Path folder;

    static Stream<Vectors.Session> recorded() {
        return Vectors.liveCases().stream();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void endsAsTheReferenceDid(Vectors.Session session) throws Exception {
        Path commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        int port = RunningProgram.freePort();
        try (RunningProgram nsca = startNsca(session, commandFile, port)) {
            nsca.awaitPort(port);
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int exitCode = new SendNsca(
                            Map.of(),
                            new ByteArrayInputStream(Vectors.bytes(session.stdinHex())),
                            new PrintWriter(out, true),
                            new PrintWriter(err, true))
                    .run(arguments(session, port));
            assertThat(exitCode).isEqualTo(session.exitCode());
            assertThat(out).hasToString(new String(Vectors.bytes(session.stdoutHex()), StandardCharsets.UTF_8));
            // Differs from the reference on purpose: what is doubtful, and what became of the results.
            assertThat(err.toString().lines())
                    .allMatch(line -> line.startsWith("Warning: ")
                            || line.matches("\\d+ unconfirmed: the server gives no receipt"));
            assertThat(session.args().contains("--quiet") && err.toString().length() > 0)
                    .isFalse();
            String expected = session.lines();
            Await.until(
                    () -> written(commandFile).length() >= expected.length(),
                    () -> expected + " in " + written(commandFile));
            assertThat(written(commandFile)).isEqualTo(expected);
        }
    }

    private RunningProgram startNsca(Vectors.Session session, Path commandFile, int port) throws Exception {
        Files.write(clientConfig(), Vectors.bytes(session.clientConfigHex()));
        byte[] password = Vectors.bytes(session.passwordHex());
        String config = "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile
                + "\nappend_to_file=1\nmax_packet_age=30\ndecryption_method=" + session.method() + "\n"
                + (password.length == 0 ? "" : "password=" + new String(password, StandardCharsets.ISO_8859_1) + "\n");
        Path file = Files.writeString(folder.resolve("nsca.cfg"), config, StandardCharsets.ISO_8859_1);
        return RunningProgram.start(
                ForeignPrograms.command("usr/sbin/nsca", "--single", "-f", "-c", file.toString()),
                folder.resolve("nsca.log"));
    }

    private Path clientConfig() {
        return folder.resolve("send_nsca.cfg");
    }

    private String[] arguments(Vectors.Session session, int port) {
        List<String> arguments = new ArrayList<>(List.of(
                "-H",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-c",
                clientConfig().toString()));
        arguments.addAll(session.args());
        return arguments.toArray(String[]::new);
    }

    private static String written(Path commandFile) throws Exception {
        return Vectors.withoutTimes(Files.readAllBytes(commandFile));
    }
}
