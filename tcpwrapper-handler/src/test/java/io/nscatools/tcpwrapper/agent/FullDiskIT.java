package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool on a disk that becomes full: of bytes first, then of files. */
class FullDiskIT {
    private static final Pattern DENIED = Pattern.compile("denied=([0-9]+);;;0\n");

    /**
     * Mounts the small disk, runs an agent on it when it is full and when it is not, fills it again, and has an agent
     * drain it; prints how many records there were.
     */
    private static final String SCENARIO = """
            mount -t tmpfs -o size=64k,nr_inodes=40 none spool
            while true >spool/other.$i; do i=$((i + 1)); done 2>/dev/null
            "$@" >&2 && exit 1
            rm spool/other.*
            "$@" >&2
            long=$(printf 'u%.0s' $(seq 2000))
            for i in $(seq 60); do
                scripts/handle_tcp_wrapper h=192.0.2.$i d=sshd u=$long
            done
            ls spool/event.* | wc -l
            find spool -size 0 -name 'event.*' | wc -l
            touch -d '1 minute ago' spool/event.*
            "$@" >&2
            ls spool
            """;

    @TempDir
    private Path folder;

    @Test
    void aLineThatHasToWaitForRoomIsOneConnection() throws Exception {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "a small disk of the test's own needs root");
        Files.createDirectory(folder.resolve("spool"));
        Files.writeString(folder.resolve("agent.yml"), "spool: spool\nperfdata: true\n");
        Path commands = Files.createFile(folder.resolve("nagios.cmd"));
        String scenario = """
                mount -t tmpfs -o size=64k none spool
                head -c 65536 /dev/zero >spool/other
                { echo 192.0.2.1 sshd; sleep 5; rm spool/other; } | "$@"
                ls spool
                """;
        ProcessBuilder command = new ProcessBuilder("unshare", "--mount", "sh", "-ec", scenario, "sh");
        command.command()
                .addAll(Project.java(
                                "tcpwrapper-handler", "agent", "--stdin", "-c", "agent.yml", "--local", "nagios.cmd")
                        .command());
        CommandResult result = CommandResult.run(command.directory(folder.toFile()), new byte[0]);

        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(result.stderr()).contains("cannot be written, will be tried again");
        assertThat(Files.readString(commands).lines())
                .singleElement(STRING)
                .endsWith("Denied sshd-192.0.2.1|denied=1;;;0");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void everyConnectionThatStillGotAFileIsReported() throws Exception {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "a small disk of the test's own needs root");
        Files.createDirectory(folder.resolve("spool"));
        new ScriptFolder(folder.resolve("scripts")).configure("NSCA_SPOOL=spool\n");
        Files.writeString(folder.resolve("agent.yml"), "spool: spool\nperfdata: true\n");
        Path commands = Files.createFile(folder.resolve("nagios.cmd"));
        ProcessBuilder command = new ProcessBuilder("unshare", "--mount", "sh", "-ec", SCENARIO, "sh");
        command.command()
                .addAll(Project.java(
                                "tcpwrapper-handler", "agent", "--drain", "-c", "agent.yml", "--local", "nagios.cmd")
                        .command());
        command.environment().put("TMPDIR", folder.toString());
        CommandResult result = CommandResult.run(command.directory(folder.toFile()), new byte[0]);

        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(result.stderr().lines().findFirst())
                .as("an agent that never ran there")
                .contains("Error: spool: cannot be used: spool/.lock: No space left on device");
        List<String> counts = result.stdout().lines().toList();
        assertThat(counts)
                .as("all records, those without a byte, and nothing is left")
                .hasSize(2);
        int records = Integer.parseInt(counts.get(0));
        assertThat(records).as("the disk was full").isBetween(20, 59);
        assertThat(Integer.parseInt(counts.get(1))).as("full of bytes first").isBetween(1, records - 1);
        Matcher denied = DENIED.matcher(Files.readString(commands));
        int reported = 0;
        while (denied.find()) {
            reported += Integer.parseInt(denied.group(1));
        }
        assertThat(reported).isEqualTo(records);
    }
}
