package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.RunningProgram;
import io.nscatools.testsupport.Vectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Repeats the recorded sessions with our server in nsca's place: Debian's send_nsca must see no difference. */
class RecordedSessionsIT {
    /** What our server writes other than the C daemon, on purpose; docs/server.md says why. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "semicolons", "",
            "newline-in-host", "",
            "newline-in-description", "",
            "carriage-return-in-host", "",
            "delimiter-comma-tab-in-fields", "",
            "etb-then-newline", "[] PROCESS_SERVICE_CHECK_RESULT;h1;s1;0;o1\n",
            "legacy-two-results",
                    "[] PROCESS_SERVICE_CHECK_RESULT;h1;s1;0;o1\n[] PROCESS_SERVICE_CHECK_RESULT;h2;s2;1;o2\n");

    @TempDir
    private Path folder;

    static Stream<Vectors.Session> recorded() {
        return Vectors.liveCases().stream();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void writesWhatTheReferenceWrote(Vectors.Session session) throws Exception {
        Path commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        try (NscaServer server = start(session, commandFile)) {
            CommandResult result = CommandResult.run(
                    ForeignPrograms.command("usr/sbin/send_nsca", arguments(session, server)),
                    Vectors.bytes(session.stdinHex()));
            assertThat(result.exitCode()).isEqualTo(session.exitCode());
            assertThat(result.stdout())
                    .isEqualTo(new String(Vectors.bytes(session.stdoutHex()), StandardCharsets.UTF_8));
        } // the server writes all it has accepted before it closes
        assertThat(Vectors.withoutTimes(Files.readAllBytes(commandFile)))
                .isEqualTo(DIFFERENT.getOrDefault(session.caseName(), session.lines()));
    }

    private NscaServer start(Vectors.Session session, Path commandFile) throws Exception {
        byte[] password = Vectors.bytes(session.passwordHex());
        String config = "server_address=127.0.0.1\nserver_port=" + RunningProgram.freePort() + "\ncommand_file="
                + commandFile + "\nappend_to_file=1\ndecryption_method=" + session.method() + "\n"
                + (password.length == 0 ? "" : "password=" + new String(password, StandardCharsets.ISO_8859_1) + "\n");
        Path file = Files.write(folder.resolve("nsca.cfg"), config.getBytes(StandardCharsets.ISO_8859_1));
        return NscaServer.start(NscaServerConfig.read(file), Clock.systemUTC());
    }

    private String[] arguments(Vectors.Session session, NscaServer server) throws Exception {
        Path config = Files.write(folder.resolve("send_nsca.cfg"), Vectors.bytes(session.clientConfigHex()));
        List<String> arguments = new ArrayList<>(List.of(
                "-H", "127.0.0.1", "-p", Integer.toString(server.address().getPort()), "-c", config.toString()));
        arguments.addAll(session.args());
        return arguments.toArray(String[]::new);
    }
}
