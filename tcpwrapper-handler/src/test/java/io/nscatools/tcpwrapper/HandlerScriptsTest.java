package io.nscatools.tcpwrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.tcpwrapper.agent.ScriptFolder;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts with a send_nsca that notes what it is given. */
class HandlerScriptsTest {
    @TempDir
    private Path folder;

    private ScriptFolder scripts;
    private String rule;

    @BeforeEach
    void install() throws Exception {
        scripts = new ScriptFolder(folder);
        rule = InstallBlock.rule(scripts.script("handle_tcp_wrapper").toString(), false, 0);
        scripts.program("send_nsca", "echo \"$@\" >\"${0%/*}/arguments\"; cat >\"${0%/*}/input\"; echo sent");
        scripts.program("logger", "echo \"$@\" >>\"${0%/*}/logged\"");
        scripts.configure(
                "NSCA_HOST_NAME=firestorm\nNSCA_MONITOR=monitor.example\nNSCA_CONFIG='/etc/send nsca.cfg'\nSEND_NSCA="
                        + folder.resolve("send_nsca") + "\n");
    }

    @Test
    void reportsARefusedConnectionWithoutAWordToThePeer() throws Exception {
        assertThat(scripts.run("handle_tcp_wrapper", "192.0.2.7", "in.fingerd"))
                .isEqualTo(new CommandResult(0, "", ""));
        assertThat(input()).isEqualTo("firestorm\tTCP Wrappers\t2\tDenied in.fingerd-192.0.2.7\n");
        assertThat(folder.resolve("arguments")).hasContent("monitor.example -p 5667 -to 30 -c /etc/send nsca.cfg\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix"})
    void doesTheSameReadInByTheShellOfARule(String shell) throws Exception {
        assertThat(runRule(shell, "192.0.2.7", "in.fingerd")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(input()).isEqualTo("firestorm\tTCP Wrappers\t2\tDenied in.fingerd-192.0.2.7\n");
        spool("");
        assertThat(runRule(shell, "-e", "-c")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(record()).isEqualTo("nscatools 1\0denied\0002\0-e\0-c\0");
        Files.delete(folder.resolve("spool_record"));
        assertThat(runRule(shell, "192.0.2.7", "sshd")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(folder.resolve("logged"))
                .hasContent("-p daemon.err -t nsca-toolkit -- " + folder
                        + "/spool_record is missing: not reported: 192.0.2.7 sshd\n");
        Files.delete(folder.resolve("handle_tcp_wrapper"));
        CommandResult without = runRule(shell, "192.0.2.7", "sshd");
        assertThat(without.stdout() + without.stderr()).isEmpty();
        assertThat(without.exitCode()).isNotZero();
    }

    @Test
    void takesOptionsAndCommandsForData() throws Exception {
        scripts.run("handle_tcp_wrapper", "-c", "$(touch x);`touch x`");
        assertThat(input()).isEqualTo("firestorm\tTCP Wrappers\t2\tDenied $(touch x);`touch x`--c\n");
        scripts.run("handle_tcp_wrapper");
        assertThat(input()).isEqualTo("firestorm\tTCP Wrappers\t2\tDenied unknown-unknown\n");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void keepsOneResultInOneSet() throws Exception {
        assertThat(scripts.run("submit_check_result", "a\tb", "c\nd", "2", "e\u0017f\tg\nh \\n %s"))
                .isEqualTo(new CommandResult(0, "sent\n", ""));
        assertThat(input()).isEqualTo("a_b\tc_d\t2\te_f\tg\nh \\n %s\n");
    }

    @Test
    void passesOnTheExitCode() throws Exception {
        scripts.program("send_nsca", "cat >/dev/null; echo 'Error: no' >&2; exit 2");
        assertThat(scripts.run("submit_check_result", "h", "s", "0", "o"))
                .isEqualTo(new CommandResult(2, "", "Error: no\n"));
        assertThat(scripts.run("submit_check_result", "h", "s", "0").exitCode()).isEqualTo(3);
    }

    @Test
    void logsWhatCouldNotBeSent() throws Exception {
        scripts.program("send_nsca", "cat >/dev/null; echo 'Error: no' >&2; exit 2");
        assertThat(scripts.run("handle_tcp_wrapper", "192.0.2.7", "sshd")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(folder.resolve("logged"))
                .hasContent("-p daemon.err -t handle_tcp_wrapper -- not sent: Denied sshd-192.0.2.7: Error: no\n");
    }

    @Test
    void takesKeysAndValues() throws Exception {
        scripts.run("handle_tcp_wrapper", "u=", "d=sshd", "a=192.0.2.7", "h=peer.example");
        assertThat(input()).isEqualTo("firestorm\tTCP Wrappers\t2\tDenied sshd-peer.example\n");
    }

    @Test
    void withASpoolARecordIsAllThatIsMade() throws Exception {
        spool("");
        String hostile = "$(touch x);`touch x` 'a' \"b\"\n\t\u0017%s \\n";
        assertThat(scripts.run("handle_tcp_wrapper", "-n", hostile, "", "h=1")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(record()).isEqualTo("nscatools 1\0denied\0004\0-n\0" + hostile + "\0\0h=1\0");
        assertThat(folder.resolve("x")).doesNotExist();
        assertThat(folder.resolve("input")).doesNotExist();
    }

    @Test
    void submittedResultsTakeTheSameWay() throws Exception {
        spool("");
        assertThat(scripts.run("submit_check_result", "web", "HTTP", "-1", "a\nb"))
                .isEqualTo(new CommandResult(0, "", ""));
        assertThat(record()).isEqualTo("nscatools 1\0result\0004\0web\0HTTP\0-1\0a\nb\0");
        assertThat(scripts.run("submit_check_result", "web", "HTTP", "2x", "a").exitCode())
                .isEqualTo(3);
        assertThat(scripts.run("submit_check_result", "web", "HTTP", "2").exitCode())
                .isEqualTo(3);
    }

    @Test
    void directModeWinsOverTheSpool() throws Exception {
        spool("NSCA_DIRECT=1\n");
        scripts.run("handle_tcp_wrapper", "192.0.2.7", "sshd");
        assertThat(input()).endsWith("Denied sshd-192.0.2.7\n");
        assertThat(records()).isEmpty();
    }

    /**
     * The shell alone makes the record: with no other program to be found, and no process after it but the next. That
     * of a rule puts what is in parentheses into a process of its own.
     */
    @ParameterizedTest
    @CsvSource({
        "dash @HERE@/handle_tcp_wrapper 192.0.2.7 sshd, 3",
        "bash @HERE@/handle_tcp_wrapper 192.0.2.7 sshd, 3",
        "dash -c '@RULE@', 4",
        "bash --posix -c '@RULE@', 4"
    })
    void forksNothing(String handler, int next) throws Exception {
        spool("");
        ProcessBuilder inNamespace = new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "--pid",
                "--fork",
                "sh",
                "-c",
                "PATH= /usr/bin/"
                        + handler.replace("@HERE@", folder.toString()).replace("@RULE@", command("192.0.2.7", "sshd"))
                        + "; exec 3>&1; /bin/sh -c 'echo $$'");
        CommandResult result = CommandResult.run(inNamespace, new byte[0]);
        ForeignPrograms.requireThat(!result.stderr().contains("unshare"), "no namespaces: " + result.stderr());
        assertThat(result.stdout()).as("1 is the shell, 2 the next").isEqualTo(next + "\n");
        assertThat(record()).isEqualTo("nscatools 1\0denied\0002\000192.0.2.7\0sshd\0");
    }

    @Test
    void aNumberThatComesAgainMakesARecordOfItsOwn() throws Exception {
        spool("echo $$ >\"$here/pid\"; : >>\"$NSCA_SPOOL/event.$$\"; : >>\"$NSCA_SPOOL/event.$$.1\"\n");
        scripts.run("handle_tcp_wrapper", "192.0.2.7", "sshd");
        String pid = Files.readString(folder.resolve("pid")).strip();
        assertThat(records()).containsExactly("event." + pid, "event." + pid + ".1", "event." + pid + ".2");
        assertThat(Files.size(folder.resolve("spool/event." + pid))).isZero();
    }

    @Test
    void aSpoolWithoutAPlaceIsLoggedOnceAMinute() throws Exception {
        spool("NSCA_SPOOL=$here/nowhere\n");
        for (int i = 0; i < 3; i++) {
            assertThat(scripts.run("handle_tcp_wrapper", "192.0.2.7", "ss\nhd"))
                    .isEqualTo(new CommandResult(0, "", ""));
        }
        assertThat(folder.resolve("logged"))
                .hasContent("-p daemon.err -t nsca-toolkit -- no place for a record in " + folder
                        + "/nowhere (is it there, writable, not full?); not reported: denied 192.0.2.7 ss_hd\n");
        try (Stream<Path> marks = Files.list(folder)) {
            Path mark = marks.filter(file -> file.getFileName().toString().startsWith("tcpwrapper-handler.noted"))
                    .findFirst()
                    .orElseThrow();
            Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minusSeconds(61)));
            assertThat(scripts.run("submit_check_result", "h", "s", "0", "o").exitCode())
                    .isEqualTo(2);
            assertThat(Files.readAllLines(folder.resolve("logged"))).hasSize(2);
            Files.delete(mark);
            Files.createSymbolicLink(mark, folder.resolve("logged"));
            scripts.run("handle_tcp_wrapper", "192.0.2.7", "sshd");
            assertThat(Files.readAllLines(folder.resolve("logged")))
                    .as("a link to a file of the user's")
                    .hasSize(3);
            Files.setLastModifiedTime(mark, FileTime.from(Instant.now().plusSeconds(3600)));
        }
        scripts.run("handle_tcp_wrapper", "192.0.2.7", "sshd");
        assertThat(Files.readAllLines(folder.resolve("logged")))
                .as("the clock was set back")
                .hasSize(4);
    }

    @Test
    void anIncompleteInstallationIsLogged() throws Exception {
        spool("");
        Files.delete(folder.resolve("spool_record"));
        assertThat(scripts.run("handle_tcp_wrapper", "192.0.2.7", "sshd")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(folder.resolve("logged"))
                .hasContent("-p daemon.err -t nsca-toolkit -- " + folder
                        + "/spool_record is missing: not reported: 192.0.2.7 sshd\n");
    }

    /** Runs what install writes as libwrap runs it, but not in the background. */
    private CommandResult runRule(String shell, String client, String daemon) throws Exception {
        List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
        command.addAll(List.of("-c", command(client, daemon)));
        return scripts.run(command);
    }

    private String command(String client, String daemon) {
        return rule.replaceAll("^.*: twist | &$", "").replace("%a", client).replace("%d", daemon);
    }

    private void spool(String more) throws Exception {
        Files.createDirectories(folder.resolve("spool"));
        scripts.configure("NSCA_HOST_NAME=firestorm\nSEND_NSCA=" + folder.resolve("send_nsca") + "\nNSCA_SPOOL="
                + folder.resolve("spool") + "\n" + more);
    }

    private List<String> records() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String record() throws Exception {
        assertThat(records()).hasSize(1);
        return Files.readString(folder.resolve("spool").resolve(records().get(0)));
    }

    private String input() throws Exception {
        return Files.readString(folder.resolve("input"));
    }
}
