package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code send_nsca --doctor} against our server and the C daemon, as processes. */
class ClientDoctorIT {
    private static final String PASSWORD = "password=long enough for no warning\n";

    @TempDir
    private Path folder;

    private Path commandFile;
    private int port;

    @BeforeEach
    void makeCommandFile() throws Exception {
        commandFile = Files.createFile(folder.resolve("nagios.cmd"));
        port = RunningProgram.freePort();
    }

    @Test
    void findsNothingWhereAllIsWellAndSaysSoInTheDocumentation() throws Exception {
        try (RunningProgram server = server()) {
            CommandResult result =
                    doctor(14, PASSWORD, "--spool", folder.resolve("spool").toString());
            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(Files.readString(Project.root().resolve("docs/client.md")))
                    .contains(asDocumented(result.stdout()));
            server.awaitLog("probed: password and method 14 (rijndael-128) are those of credential 1");
            assertThat(server.log()).doesNotContain("WARN");
            assertThat(commandFile).isEmptyFile();
        }
    }

    private String asDocumented(String output) {
        return output.replaceAll("(?m)^(ok       java  .*)  .*$", "$1  17.0.15, /usr/lib/jvm/java-17-openjdk-amd64")
                .replace(folder + "/send_nsca.cfg", "/etc/send_nsca.cfg")
                .replace(folder + "/spool", "/var/spool/send_nsca")
                .replaceAll("(localhost is) .*", "$1 192.0.2.5")
                .replace("localhost", "monitor")
                .replace(Integer.toString(port), "5667")
                .replaceAll("at most \\d s", "at most 1 s");
    }

    @Test
    void findsAWrongPassword() throws Exception {
        try (RunningProgram server = server()) {
            assertDiffers(doctor(14, "password=another long password\n"));
            server.awaitLog("rejected: wrong password or unknown client");
        }
    }

    @Test
    void findsAWrongMethod() throws Exception {
        try (RunningProgram server = server()) {
            assertDiffers(doctor(16, PASSWORD));
            server.awaitLog("seems to use method 16 (rijndael-256); this server expects 14 (rijndael-128)");
        }
    }

    private void assertDiffers(CommandResult result) throws Exception {
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
        assertThat(result.stdout())
                .contains("problem  credential         localhost:" + port + " has another password or method")
                .contains("remedy   credential         make password and encryption_method those of the server");
        assertThat(commandFile).isEmptyFile();
    }

    @Test
    void sendsNothingToTheCDaemon() throws Exception {
        Path config = Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile
                        + "\nappend_to_file=1\ndecryption_method=14\n" + PASSWORD);
        try (RunningProgram server = RunningProgram.start(
                ForeignPrograms.command("usr/sbin/nsca", "-f", "--single", "-c", config.toString()),
                folder.resolve("server.log"))) {
            server.awaitPort(port);
            CommandResult result = doctor(14, PASSWORD);
            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(result.stdout())
                    .contains(
                            "note     credential         localhost:" + port
                                    + " gives no receipt, so nobody can know whether password and method agree; nothing was sent");
            assertThat(commandFile).isEmptyFile();
        }
    }

    private RunningProgram server() throws Exception {
        Path config = Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile
                        + "\ndecryption_method=14\n" + PASSWORD);
        RunningProgram server = RunningProgram.start(
                Project.java("nsca-server", "-c", config.toString()), folder.resolve("server.log"));
        server.awaitPort(port);
        return server;
    }

    private CommandResult doctor(int method, String password, String... more) throws Exception {
        Path config =
                Files.writeString(folder.resolve("send_nsca.cfg"), "encryption_method=" + method + "\n" + password);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder client = Project.java(
                "nsca-client", "localhost", "-p", Integer.toString(port), "-c", config.toString(), "--doctor");
        client.command().addAll(List.of(more));
        return CommandResult.run(client, new byte[0]);
    }
}
