package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code nagios-config-gen all} writes, given to our own server, agent, scripts and client as it is. */
class GeneratedFilesIT {
    /** Where the generated files say that they and the spool are. */
    private static final String INSTALLED = "/etc/nsca-toolkit/";

    private static final String HANDLERS = "/usr/local/nagios/libexec/eventhandlers";
    private static final String SPOOL = "/var/spool/tcpwrapper-handler";
    private static final Path SCRIPTS = Project.root().resolve("tcpwrapper-handler/src/main/sh");

    @TempDir
    private Path folder;

    private final int port;
    private Path commandFile;
    private Path monitor;
    private Path firestorm;

    GeneratedFilesIT() throws IOException {
        port = RunningProgram.freePort();
    }

    @BeforeEach
    void commandFile() throws IOException {
        commandFile = Files.createFile(folder.resolve("nagios.cmd"));
    }

    @ParameterizedTest
    @CsvSource({"nsca.yml,14", "nsca.cfg,xor", "nsca.yml,twofish"})
    void aRefusedConnectionIsReported(String serverConfig, String method) throws Exception {
        generate(method);
        CommandResult check = CommandResult.run(
                Project.java("nsca-server", "--check-config", "-c", monitor + "/" + serverConfig), new byte[0]);
        assertThat(check.exitCode()).as(check.toString()).isZero();
        try (RunningProgram server = RunningProgram.start(
                Project.java("nsca-server", "-c", monitor + "/" + serverConfig), folder.resolve("server.log"))) {
            server.awaitPort(port);
            try (RunningProgram agent = RunningProgram.start(
                    Project.java("tcpwrapper-handler", "agent", "-c", firestorm + "/tcpwrapper-handler.yml"),
                    folder.resolve("agent.log"))) {
                handle("0");
                awaitReported("192.0.2.7", server, agent);
            }
            handle("1");
            assertThat(reported("192.0.2.7")).hasSize(2);
        }
    }

    @Test
    void theServerSaysThatItsPasswordFileIsNotInPlace() throws Exception {
        generate("14");
        Files.delete(monitor.resolve("password"));
        CommandResult check = CommandResult.run(
                Project.java("nsca-server", "--check-config", "-c", monitor + "/nsca.yml"), new byte[0]);
        assertThat(check.exitCode()).isNotZero();
        assertThat(check.stderr()).contains("password_file").contains(monitor.resolve("password") + ": ");
    }

    private void generate(String method) throws Exception {
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
        CommandResult all = CommandResult.run(
                Project.java(
                        "nagios-config-gen",
                        "all",
                        "--generate-password",
                        "--output-dir",
                        site.toString(),
                        inventory.toString()),
                new byte[0]);
        assertThat(all.exitCode()).as(all.toString()).isZero();
        monitor = install(site.resolve("monitor"));
        firestorm = install(site.resolve("hosts/firestorm"));
        Path spool = Files.createDirectory(firestorm.resolve("spool"));
        Files.setPosixFilePermissions(spool, PosixFilePermissions.fromString("rwx-wx-wx"));
        for (String script : List.of("handle_tcp_wrapper", "submit_check_result", "spool_record")) {
            Files.copy(SCRIPTS.resolve(script), firestorm.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Copies the files of a machine to a folder that takes the place of the one that they name. */
    private Path install(Path generated) throws IOException {
        Path etc = Files.createDirectory(folder.resolve("etc-" + generated.getFileName()));
        try (Stream<Path> files = Files.list(generated)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file)
                        .replace(INSTALLED, etc + "/")
                        .replace(SPOOL, etc.resolve("spool").toString());
                Path copy = Files.copy(file, etc.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                Files.writeString(copy, text);
            }
        }
        return etc;
    }

    /** Does what {@code hosts.deny} says; with {@code NSCA_DIRECT=1} the script sends without the agent. */
    private void handle(String direct) throws Exception {
        String command = Files.readString(firestorm.resolve("hosts.deny"))
                .replaceAll("(?s).*: twist | &\n$", "") // waits for it
                .replace(HANDLERS, firestorm.toString())
                .replace("%h", "192.0.2.7")
                .replace("%d", "in.fingerd");
        ProcessBuilder script = new ProcessBuilder("sh", "-c", command);
        script.environment().put("NSCA_DIRECT", direct);
        Path client = Files.writeString(
                firestorm.resolve("send_nsca"),
                "#!/bin/sh\nexec '"
                        + String.join("' '", Project.java("nsca-client").command()) + "' \"$@\"\n");
        Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwx------"));
        script.environment().put("SEND_NSCA", client.toString());
        assertThat(CommandResult.run(script, new byte[0]).exitCode()).isZero();
    }

    private void awaitReported(String peer, RunningProgram server, RunningProgram agent) throws Exception {
        Await.until(() -> !reported(peer).isEmpty(), () -> server.log() + agent.log());
    }

    private List<String> reported(String peer) throws IOException {
        return Files.readAllLines(commandFile).stream()
                .filter(line -> line.endsWith(
                        "] PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied in.fingerd-" + peer))
                .toList();
    }
}
