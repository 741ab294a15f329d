package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NagiosProcessTest {
    @TempDir
    private Path folder;

    private Path proc;
    private Path commandFile;
    private Path config;

    @BeforeEach
    void make() throws Exception {
        proc = Files.createDirectory(folder.resolve("proc"));
        commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        config = Files.writeString(
                folder.resolve("nagios.cfg"),
                "# comment\n log_file=/x\ncommand_file = no\ncommand_file=" + commandFile);
    }

    @Test
    void findsTheOneThatReadsTheCommandFile() throws Exception {
        process("10", "/usr/sbin/nsca -c " + config, "S", "1", "100");
        process("20", "/usr/sbin/nagios4 --worker /run/nagios.qh", "S", "30", "200");
        process("30", "/usr/sbin/nagios4 -d " + config, "S", "1", "300");
        process("31", "/usr/sbin/nagios4 -d " + config, "S", "30", "301");
        assertThat(NagiosProcess.reading(commandFile, proc)).contains(new NagiosProcess("30.300"));
    }

    @Test
    void namesTheConfigurationOfEachOnce() throws Exception {
        Path other = Files.createFile(folder.resolve("other.cfg"));
        process("10", "/usr/sbin/nsca -c " + other, "S", "1", "100");
        process("30", "/usr/sbin/nagios4 -d " + config + " /no/such/file", "S", "1", "300");
        process("31", "/usr/sbin/nagios4 -d " + config, "S", "30", "301");
        process("32", "/usr/sbin/icinga " + other, "S", "1", "301");
        assertThat(NagiosProcess.configFiles(proc)).containsExactlyInAnyOrder(config, other);
        assertThat(NagiosProcess.configFiles(folder.resolve("no-proc"))).isEmpty();
    }

    @Test
    void aStoppedOneIsThereADeadOneIsNot() throws Exception {
        process("30", "/usr/sbin/nagios4 " + config, "T", "1", "300");
        assertThat(NagiosProcess.reading(commandFile, proc)).isPresent();
        process("30", "/usr/sbin/nagios4 " + config, "Z", "1", "300");
        assertThat(NagiosProcess.reading(commandFile, proc)).isEmpty();
    }

    @Test
    void anotherCommandFileIsAnotherNagios() throws Exception {
        process("30", "/usr/sbin/nagios4 " + config, "S", "1", "300");
        assertThat(NagiosProcess.reading(Files.createFile(folder.resolve("other.cmd")), proc))
                .isEmpty();
    }

    @Test
    void passesOverWhatCannotBeRead() throws Exception {
        Files.createDirectory(proc.resolve("40"));
        process("41", "/usr/sbin/nagios4 /no/such/nagios.cfg", "S", "1", "1");
        process("42", "", "S", "1", "1");
        Files.writeString(Files.createDirectory(proc.resolve("sys")).resolve("cmdline"), "nagios4");
        assertThat(NagiosProcess.reading(commandFile, proc)).isEmpty();
        assertThat(NagiosProcess.reading(commandFile, folder.resolve("no-proc")))
                .isEmpty();
    }

    private void process(String pid, String command, String state, String parent, String started) throws IOException {
        Path process = proc.resolve(pid);
        Files.createDirectories(process);
        Files.writeString(process.resolve("cmdline"), command.replace(' ', '\0') + "\0");
        Files.writeString(
                process.resolve("stat"),
                pid + " (na gi) os) " + state + " " + parent + " 1".repeat(17) + " " + started + " 0 0\n");
    }
}
