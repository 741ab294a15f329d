package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NscaServerCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--single", "-c", "-c a b"})
    void showsItsUsageOnStandardErrorForWrongArguments(String args) {
        assertThat(run(args.split(" "))).isEqualTo(3);
        assertThat(err.toString())
                .startsWith("Incorrect command line arguments supplied: ")
                .contains("Usage: nsca-server ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-V"})
    void exitsLikeTheReferenceAfterHelpAndVersion(String arg) {
        assertThat(run(arg)).isEqualTo(3);
        assertThat(out.toString()).contains("nsca");
    }

    @Test
    void listsAllProblemsOfTheConfiguration() throws Exception {
        Path file = Files.writeString(folder.resolve("nsca.cfg"), "command_file=/x\npasword=s3cret\ndebug=maybe\n");
        assertThat(run("-c", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(file + ":2: pasword: unknown key; did you mean password?\n"
                        + file + ":3: debug: 'maybe' is not a whole number\n"
                        + "Error: Config file '" + file + "' contained errors, the server does not start\n");
    }

    @Test
    void saysWhenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = Files.writeString(
                    folder.resolve("nsca.cfg"),
                    "command_file=/x\nserver_address=127.0.0.1\nserver_port=" + taken.getLocalPort() + "\n");
            assertThat(run("-c", file.toString())).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("Error: cannot listen on 127.0.0.1 port " + taken.getLocalPort())
                    .hasLineCount(1);
        }
    }

    private int run(String... args) {
        return NscaServerCommand.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
