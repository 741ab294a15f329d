package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.YamlMapping;
import io.nscatools.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated YAML, read back. */
class NscaFilesTest {
    private final List<Problem> problems = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path inventory;

    @BeforeEach
    void inventory() throws Exception {
        inventory = Files.writeString(folder.resolve("inventory.yml"), """
                monitor: {host: "::1", address: "::", port: 5668, method: xor, password_file: p, command_file: /a:b/c}
                hosts: [{name: "no", service_description: "12:30 - x"}]
                """);
    }

    @Test
    void serverAgreesWithTheInventory() throws Exception {
        YamlMapping root = read(
                Run.of("server", "--format", "yaml", inventory), "listen", "credentials", "sinks", "max_packet_age");
        YamlMapping listen = root.mappings("listen", Set.of("port", "address")).get(0);
        assertThat(listen.number("port", 1, 65535)).contains(5668);
        assertThat(listen.text("address")).contains("::");
        YamlMapping credential = root.mappings("credentials", Set.of("name", "method", "password_file"))
                .get(0);
        assertThat(EncryptionMethod.parse(credential.text("method").orElseThrow()))
                .isEqualTo(EncryptionMethod.XOR);
        assertThat(credential.path("password_file")).contains(Path.of("/etc/nsca-toolkit/password"));
        assertThat(root.mappings("sinks", Set.of("command_file")).get(0).text("command_file"))
                .contains("/a:b/c");
        assertThat(root.duration("max_packet_age"))
                .hasValueSatisfying(age -> assertThat(age).hasSeconds(30));
        assertThat(problems).isEmpty();
    }

    @Test
    void agentAgreesWithTheInventory() throws Exception {
        YamlMapping root = read(Run.of("handler", inventory), "host", "service", "spool", "server");
        assertThat(root.text("host")).contains("no");
        assertThat(root.text("service")).contains("12:30 - x");
        YamlMapping server =
                root.mapping("server", Set.of("host", "port", "send_nsca_cfg")).orElseThrow();
        assertThat(server.text("host")).contains("::1");
        assertThat(server.number("port", 1, 65535)).contains(5668);
        assertThat(problems).isEmpty();
    }

    private YamlMapping read(Run run, String... keys) throws Exception {
        assertThat(run.err()).isEmpty();
        Path file = Path.of("generated.yml");
        return YamlMapping.of(
                file.toString(),
                "generated",
                YamlReader.parse(file, run.out().getBytes(StandardCharsets.UTF_8), problems),
                Set.of(keys),
                problems);
    }
}
