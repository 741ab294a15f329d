package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.RunningProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's nsca and send_nsca exchange a result with the generated files and a generated password. */
class PeersIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0", "xor", "3", "blowfish", "twofish", "14", "serpent"})
    void exchangeAResult(String method) throws Exception {
        int port = RunningProgram.freePort();
        Path commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        Path inventory = Files.writeString(folder.resolve("inventory.yml"), """
                monitor:
                  host: 127.0.0.1
                  address: 127.0.0.1
                  port: %d
                  method: %s
                  password_file: password
                  command_file: %s
                hosts: [firestorm]
                """.formatted(port, method, commandFile));
        Path site = folder.resolve("site");
        Run run = Run.of("all", "--generate-password", "--output-dir", site, inventory);
        assertThat(run.err()).isEmpty();
        ProcessBuilder server = ForeignPrograms.command(
                "usr/sbin/nsca", "-f", "-c", site.resolve("monitor/nsca.cfg").toString());
        try (RunningProgram nsca = RunningProgram.start(server, folder.resolve("nsca.log"))) {
            nsca.awaitPort(port);
            CommandResult sent = CommandResult.run(
                    ForeignPrograms.command(
                            "usr/sbin/send_nsca",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(port),
                            "-c",
                            site.resolve("hosts/firestorm/send_nsca.cfg").toString()),
                    "firestorm\tTCP Wrappers\t2\tDenied sshd-192.0.2.7\n".getBytes(StandardCharsets.UTF_8));
            assertThat(sent.stdout()).isEqualTo("1 data packet(s) sent to host successfully.\n");
            Await.until(
                    () -> Files.readString(commandFile)
                            .contains("PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied sshd-192.0.2.7\n"),
                    () -> Files.readString(commandFile) + nsca.log());
        }
    }
}
