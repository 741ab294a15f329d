package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.testsupport.Project;
import io.nscatools.yaml.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentConfigReaderTest {
    private static final String SERVER = "server: {host: monitor, password_file: password}\n";

    @TempDir
    private Path folder;

    @Test
    void theSampleShowsTheDefaults() throws Exception {
        AgentConfig sample = AgentConfigReader.read(
                Project.root().resolve("tcpwrapper-handler/src/main/config/tcpwrapper-handler.yml"), "other");
        AgentConfig defaults = read("spool: /var/spool/tcpwrapper-handler\n"
                + "server: {host: monitor, password_file: /etc/nsca-toolkit/password}\n");
        assertThat(sample.server()).isEqualTo(defaults.server());
        assertThat(sample.service()).isEqualTo(defaults.service()).isEqualTo(ByteString.of("TCP Wrappers"));
        assertThat(sample.spool()).isEqualTo(defaults.spool());
        assertThat(sample.digest()).isEqualTo(defaults.digest()).contains(DigestPolicy.DEFAULT);
        assertThat(sample.limits()).isEqualTo(defaults.limits()).isEqualTo(SpoolLimits.DEFAULT);
        assertThat(sample.reverseNameWait())
                .isEqualTo(defaults.reverseNameWait())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(sample.scan())
                .isEqualTo(new ScanPolicy(OptionalInt.of(5), OptionalInt.of(20), Duration.ofSeconds(60)));
        assertThat(sample.backToOk()).contains(Duration.ofMinutes(15));
        assertThat(sample.alert().states()).isEqualTo(Map.of("in.fingerd", 1));
        assertThat(sample.ignore()).hasSize(2);
    }

    @Test
    void pinsTheDefaults() throws Exception {
        AgentConfig config = read("spool: spool\n");
        assertThat(config.host()).isEqualTo(ByteString.of("thishost"));
        assertThat(config.spool()).isEqualTo(folder.resolve("spool"));
        assertThat(config.server()).isEmpty();
        assertThat(config.digest())
                .contains(new DigestPolicy(20, 5, Duration.ofSeconds(10), Duration.ofSeconds(60), 100));
        assertThat(config.scan().watches()).isFalse();
        assertThat(config.backToOk()).isEmpty();
        assertThat(config.ignore()).isEmpty();
        assertThat(config.limits()).isEqualTo(new SpoolLimits(100_000, 100_000_000, Duration.ofDays(7)));
        assertThat(config.alert().state()).isEqualTo(2);
        assertThat(config.alert().perfdata()).isFalse();
        assertThat(config.alert().details()).isFalse();
        assertThat(config.alert().text().fill(Template.Field::toString)).isEqualTo("Denied daemon-host");
    }

    @Test
    void readsTheServer() throws Exception {
        assertThat(read("spool: s\n" + SERVER).server())
                .contains(new AgentConfig.Server(
                        "monitor",
                        5667,
                        new AgentConfig.MethodAndPassword(EncryptionMethod.RIJNDAEL_128, folder.resolve("password"))));
        assertThat(read("spool: s\nserver: {host: m, port: 1, send_nsca_cfg: /etc/send_nsca.cfg}\n")
                        .server())
                .contains(new AgentConfig.Server("m", 1, new AgentConfig.SendNscaCfg(Path.of("/etc/send_nsca.cfg"))));
    }

    @Test
    void digestNever() throws Exception {
        assertThat(read("spool: s\ndigest: never\n").digest()).isEqualTo(Optional.empty());
    }

    @Test
    void tellsAllProblemsWithTheirPlaces() {
        assertProblems(
                """
                host: a;b
                servce: x
                server: {host: m, method: foo, send_nsca_cfg: x, prt: 1}
                text: "{adress}"
                state: 4
                states: {sshd: red}
                ignore: [192.0.2.0/33, host.example]
                digest: {threshold: -1, window: 0s}
                scan: {daemons: 1}
                back_to_ok: 15
                limits: {bytes: 100, age: 400d}
                """,
                "1:7: host: expected a name of up to 63 bytes without ; and control characters, found 'a;b'",
                "2:1: unknown key 'servce'; did you mean service?",
                "3:27: method: 'foo' is no method",
                "3:27: method: send_nsca_cfg tells it already; give one of the two",
                "3:50: unknown key 'prt'; did you mean port?",
                "4:7: text: unknown field {adress}; did you mean {address}?",
                "5:8: state: expected a number from 0 to 3, found '4'",
                "6:16: sshd: expected a number from 0 to 3, found 'red'",
                "7:10: ignore: expected an address or a network such as 192.0.2.0/24, found '192.0.2.0/33'",
                "7:24: ignore: expected an address or a network such as 192.0.2.0/24, found 'host.example'",
                "8:21: threshold: expected a number from 0 to 1000000, found '-1'",
                "8:33: window: expected more than nothing and at most 366d",
                "9:17: daemons: expected a number from 2 to 1000, found '1'",
                "10:13: back_to_ok: expected a time such as 30s, 15min or 12h, found '15'",
                "11:17: bytes: expected a size such as 500kB, 100MB or 2GB, found '100'",
                "11:27: age: expected more than nothing and at most 366d",
                "the configuration: spool is missing");
        assertProblems("spool: s\nserver: {host: m}\n", "2:9: server: password_file or send_nsca_cfg is missing");
        assertProblems("spool: s\nserver: {password_file: p}\n", "2:9: server: host is missing");
        assertProblems("spool: s\ndigest: always\n", "2:9: digest: expected never, or keys such as threshold");
        assertProblems("spool: s\ntext: 'a|b'\n", "2:7: text: expected one line without |");
        assertProblems("spool: s\ntext: 'a {host'\n", "2:7: text: a brace without its other half");
    }

    private void assertProblems(String yaml, String... problems) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ProblemsException.class)
                .satisfies(e -> {
                    List<String> lines = e.getMessage().lines().toList();
                    assertThat(lines).hasSameSizeAs(problems);
                    for (String problem : problems) {
                        assertThat(lines).anyMatch(line -> line.contains("agent.yml:") && line.contains(problem));
                    }
                });
    }

    private AgentConfig read(String yaml) throws Exception {
        return AgentConfigReader.read(Files.writeString(folder.resolve("agent.yml"), yaml), "thishost");
    }
}
