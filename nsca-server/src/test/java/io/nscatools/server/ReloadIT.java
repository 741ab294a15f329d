package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Receipt;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar whose configuration changes while it runs. */
class ReloadIT {
    private static final Credential OLD = Packets.credential(EncryptionMethod.XOR, "old password");
    private static final Credential NEW = Packets.credential(EncryptionMethod.RIJNDAEL_128, "new password");
    private static final String OLD_YAML = "  - {name: old, method: 1, password: old password}\n";
    private static final String NEW_YAML = "  - {name: new, method: 14, password: new password}\n";

    @TempDir
    private Path folder;

    private int port;

    @BeforeEach
    void choosePort() throws Exception {
        port = RunningProgram.freePort();
    }

    @Test
    void rotatesAPasswordWithNoFlagDay() throws Exception {
        configure(OLD_YAML, "");
        try (RunningProgram server = start();
                TestClient begunBefore = TestClient.connect(port)) {
            assertThat(deliver(OLD)).isEqualTo(1);
            configure(NEW_YAML + OLD_YAML, "");
            reload(server, 1);
            assertThat(deliver(OLD)).isEqualTo(1);
            assertThat(deliver(NEW)).isEqualTo(1);
            configure(NEW_YAML, "");
            reload(server, 2);
            assertThat(deliver(NEW)).isEqualTo(1);
            assertThatThrownBy(() -> deliver(OLD)).isInstanceOf(IOException.class);
            assertThat(begunBefore
                            .send(OLD, "h", "s", "under the old configuration")
                            .receipt())
                    .contains(new Receipt(1, 0));
            assertThat(server.stop()).isZero();
            assertThat(Files.readAllLines(folder.resolve("results"))).hasSize(5);
        }
    }

    @Test
    void changesNothingForABadFileAndSaysWhy() throws Exception {
        configure(OLD_YAML, "");
        try (RunningProgram server = start()) {
            configure(NEW_YAML, "nonsense: 1\n");
            signal(server, "HUP");
            server.awaitLog("nsca.yml is not taken over; the server goes on as before");
            assertThat(server.log()).contains("unknown key 'nonsense'");
            assertThat(deliver(OLD)).isEqualTo(1);
            configure(NEW_YAML, "journal: {directory: " + folder + "/nsca.yml/no}\nlisten: [{address: 192.0.2.1}]\n");
            signal(server, "HUP");
            server.awaitLog("cannot listen on 192.0.2.1 port 5667");
            assertThat(deliver(OLD)).isEqualTo(1);
        }
    }

    @Test
    void listensElsewhereAndWritesElsewhere() throws Exception {
        configure(OLD_YAML, "");
        try (RunningProgram server = start()) {
            assertThat(deliver(OLD)).isEqualTo(1);
            final int before = port;
            port = RunningProgram.freePort();
            configure(OLD_YAML, "");
            Path config = folder.resolve("nsca.yml");
            Files.writeString(config, Files.readString(config).replace("/results", "/others"));
            reload(server, 1);
            assertThat(deliver(OLD)).isEqualTo(1);
            assertThatThrownBy(() -> TestClient.connect(before)).isInstanceOf(IOException.class);
            assertThat(server.stop()).isZero();
            assertThat(Files.readAllLines(folder.resolve("results"))).hasSize(1);
            assertThat(Files.readAllLines(folder.resolve("others"))).hasSize(1);
        }
    }

    @Test
    void noticesAChangedFile() throws Exception {
        configure(OLD_YAML, "watch_config: true\n");
        try (RunningProgram server = start()) {
            Path config = folder.resolve("nsca.yml");
            String text = Files.readString(config).replace(OLD_YAML, NEW_YAML);
            Path written = Files.writeString(folder.resolve("new"), text);
            Files.move(written, config, StandardCopyOption.REPLACE_EXISTING);
            awaitReloads(server, 1);
            assertThat(deliver(NEW)).isEqualTo(1);
        }
    }

    private void configure(String credentials, String more) throws IOException {
        Files.writeString(
                folder.resolve("nsca.yml"),
                (more.contains("listen:") ? "" : "listen: [{address: 127.0.0.1, port: " + port + "}]\n")
                        + "credentials:\n" + credentials + "sinks: [{file: " + folder
                        + "/results}]\naccess: {tcp_wrappers: false}\n" + more);
    }

    private RunningProgram start() throws Exception {
        RunningProgram server = RunningProgram.start(
                Project.java("nsca-server", "-c", folder.resolve("nsca.yml").toString()), folder.resolve("log"));
        server.awaitLog("listening on 127.0.0.1:" + port);
        return server;
    }

    private static void reload(RunningProgram server, int count) throws Exception {
        signal(server, "HUP");
        awaitReloads(server, count);
    }

    private static void awaitReloads(RunningProgram server, int count) throws Exception {
        Await.until(() -> server.log().split("reloaded ", -1).length > count, server::log);
    }

    private static void signal(RunningProgram server, String name) throws Exception {
        CommandResult.run(new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())), new byte[0]);
    }

    /** Sends one result and returns how many the server has accepted. */
    private long deliver(Credential credential) throws IOException {
        try (TestClient client = TestClient.connect(port)) {
            return client.send(credential, "h", "s", "o")
                    .receipt()
                    .orElseThrow(() -> new IOException("no receipt"))
                    .accepted();
        }
    }
}
