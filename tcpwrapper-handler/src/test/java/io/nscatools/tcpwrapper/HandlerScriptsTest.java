package io.nscatools.tcpwrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts with a send_nsca that notes what it is given. */
class HandlerScriptsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws Exception {
        for (String script : List.of("handle_tcp_wrapper", "submit_check_result")) {
            Files.copy(
                    Project.root().resolve("tcpwrapper-handler/src/main/sh").resolve(script),
                    folder.resolve(script),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        script("send_nsca", "echo \"$@\" >\"${0%/*}/arguments\"; cat >\"${0%/*}/input\"; echo sent");
        script("logger", "echo \"$@\" >\"${0%/*}/logged\"");
        Files.writeString(
                folder.resolve("tcpwrapper-handler.conf"),
                "NSCA_HOST_NAME=firestorm\nNSCA_MONITOR=monitor.example\nNSCA_CONFIG='/etc/send nsca.cfg'\nSEND_NSCA="
                        + folder.resolve("send_nsca") + "\n");
    }

    @Test
    void reportsARefusedConnectionWithoutAWordToThePeer() throws Exception {
        assertThat(run("handle_tcp_wrapper", "192.0.2.7", "in.fingerd")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(input()).isEqualTo("firestorm\tTCP Wrappers\t2\tDenied in.fingerd-192.0.2.7\n");
        assertThat(folder.resolve("arguments")).hasContent("monitor.example -p 5667 -to 30 -c /etc/send nsca.cfg\n");
    }

    @Test
    void takesOptionsAndCommandsForData() throws Exception {
        run("handle_tcp_wrapper", "-c", "$(touch x);`touch x`");
        assertThat(input()).isEqualTo("firestorm\tTCP Wrappers\t2\tDenied $(touch x);`touch x`--c\n");
        run("handle_tcp_wrapper");
        assertThat(input()).isEqualTo("firestorm\tTCP Wrappers\t2\tDenied unknown-unknown\n");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void keepsOneResultInOneSet() throws Exception {
        assertThat(run("submit_check_result", "a\tb", "c\nd", "2", "e\u0017f\tg\nh \\n %s"))
                .isEqualTo(new CommandResult(0, "sent\n", ""));
        assertThat(input()).isEqualTo("a_b\tc_d\t2\te_f\tg\nh \\n %s\n");
    }

    @Test
    void passesOnTheExitCode() throws Exception {
        script("send_nsca", "cat >/dev/null; echo 'Error: no' >&2; exit 2");
        assertThat(run("submit_check_result", "h", "s", "0", "o")).isEqualTo(new CommandResult(2, "", "Error: no\n"));
        assertThat(run("submit_check_result", "h", "s", "0").exitCode()).isEqualTo(3);
    }

    @Test
    void logsWhatCouldNotBeSent() throws Exception {
        script("send_nsca", "cat >/dev/null; echo 'Error: no' >&2; exit 2");
        assertThat(run("handle_tcp_wrapper", "192.0.2.7", "sshd")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(folder.resolve("logged"))
                .hasContent("-p daemon.err -t handle_tcp_wrapper -- not sent: Denied sshd-192.0.2.7: Error: no\n");
    }

    private String input() throws Exception {
        return Files.readString(folder.resolve("input"));
    }

    private CommandResult run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(folder.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        return CommandResult.run(builder, new byte[0]);
    }

    private void script(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
