package io.nscatools.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.server.sink.Glob;
import io.nscatools.server.sink.JournalConfig;
import io.nscatools.server.sink.PaceConfig;
import io.nscatools.server.sink.SinkConfig;
import io.nscatools.testsupport.Project;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlConfigReaderTest {
    private static final String SMALLEST =
            "credentials: [{method: 14, password: secret}]\nsinks: [{command_file: /run/nagios.cmd}]\n";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("nsca.yml");
    }

    @Test
    void hasDefaults() throws Exception {
        NscaServerConfig config = read(SMALLEST);
        assertThat(config.listen()).containsExactly(new ListenAddress(Optional.empty(), 5667));
        assertThat(config.credentials().get(0).name()).isEqualTo("credential 1");
        assertThat(config.credentials().get(0).method()).isEqualTo(EncryptionMethod.RIJNDAEL_128);
        assertThat(config.credentials().get(0).password().bytes()).asString().isEqualTo("secret");
        assertThat(config.sinks()).containsExactly(new SinkConfig.CommandFile(Path.of("/run/nagios.cmd")));
        assertThat(config.paces()).isEqualTo(PaceConfig.DEFAULT);
        assertThat(config.maxPacketAge()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.layouts()).containsExactly(PacketLayout.LEGACY, PacketLayout.CURRENT);
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(10_000, 1000, Duration.ofSeconds(30), Duration.ofMinutes(15), 0));
        assertThat(config.access()).isEqualTo(new AccessConfig(true, false));
        assertThat(config.log()).isEqualTo(LogConfig.DEFAULT);
        assertThat(config.metrics()).isEmpty();
        assertThat(config.watchConfig()).isFalse();
    }

    @Test
    void readsEveryKey() throws Exception {
        String example = Files.readString(Project.root().resolve("docs/nsca.example.yml"))
                .replace("/etc/nsca-toolkit/password", "password");
        Files.writeString(folder.resolve("password"), "from the file\n");
        NscaServerConfig config = read(example.replace("level: info", "level: debug")
                .replace("format: plain", "format: json")
                .replace("target: stderr", "target: syslog")
                .replace("max_packet_age: 30s", "max_packet_age: 1min")
                .replace("[512, 4096]", "[4096, 1024, 512]")
                .replace("max_size: 1GB", "max_size: 2MB")
                .replace("watch_config: false", "watch_config: true"));
        assertThat(config.listen())
                .containsExactly(
                        new ListenAddress(Optional.of("192.0.2.1"), 5667),
                        new ListenAddress(Optional.of("2001:db8::1"), 5667));
        CredentialConfig all = config.credentials().get(0);
        assertThat(all.password().bytes()).asString().isEqualTo("from the file");
        assertThat(all.isFor(InetAddress.getByName("203.0.113.9"))).isTrue();
        CredentialConfig old = config.credentials().get(1);
        assertThat(old.name()).isEqualTo("old web servers");
        assertThat(old.method()).isEqualTo(EncryptionMethod.XOR);
        assertThat(old.isFor(InetAddress.getByName("192.0.2.200"))).isTrue();
        assertThat(old.isFor(InetAddress.getByName("2001:db8:1::1"))).isTrue();
        assertThat(old.isFor(InetAddress.getByName("192.0.3.1"))).isFalse();
        assertThat(old.isFor(ByteString.of("web1"), ByteString.of("TCP Wrappers")))
                .isTrue();
        assertThat(old.isFor(ByteString.of("firestorm"), ByteString.EMPTY)).isTrue();
        assertThat(old.isFor(ByteString.of("firestorm2"), ByteString.EMPTY)).isFalse();
        assertThat(old.isFor(ByteString.of("web1"), ByteString.of("other"))).isFalse();
        assertThat(config.sinks())
                .containsExactly(
                        new SinkConfig.CommandFile(
                                Path.of("/var/lib/nagios4/rw/nagios.cmd"),
                                Optional.of(Path.of("/var/lib/nagios4/nsca.dump")),
                                journal("var-lib-nagios4-rw-nagios.cmd")),
                        new SinkConfig.CheckResultDirectory(
                                Path.of("/var/lib/nagios4/spool/checkresults"),
                                journal("var-lib-nagios4-spool-checkresults")),
                        new SinkConfig.RegularFile(Path.of("/var/log/nsca-results"), journal("var-log-nsca-results")),
                        new SinkConfig.StandardOutput());
        assertThat(config.paces()).containsExactly(new PaceConfig(Glob.of("TCP Wrappers"), 400, 400));
        assertThat(config.maxPacketAge()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.layouts()).containsExactly(PacketLayout.LEGACY, new PacketLayout(1024), PacketLayout.CURRENT);
        assertThat(config.log())
                .isEqualTo(
                        new LogConfig(LogConfig.Level.DEBUG, LogConfig.Format.JSON, LogConfig.Target.SYSLOG, "daemon"));
        assertThat(config.metrics()).contains(new ListenAddress(Optional.of("127.0.0.1"), 9667));
        assertThat(config.watchConfig()).isTrue();
    }

    private static Optional<JournalConfig> journal(String name) {
        return Optional.of(new JournalConfig(Path.of("/var/spool/nsca/journal/" + name), 2 << 20));
    }

    @Test
    void givesTheOnlySinkTheWholeJournalDirectory() throws Exception {
        NscaServerConfig config = read(SMALLEST + "journal: {directory: /journal}\n");
        assertThat(config.sinks().get(0).journal())
                .contains(new JournalConfig(Path.of("/journal"), JournalConfig.DEFAULT_MAX_BYTES));
    }

    @Test
    void keepsEveryByteOfAPasswordFileButOneNewline() throws Exception {
        byte[] password = {' ', (byte) 0xff, '#', '"', ' '};
        Files.write(folder.resolve("p"), password);
        assertThat(readWithPasswordFile().credentials().get(0).password().bytes())
                .isEqualTo(password);
        Files.writeString(folder.resolve("p"), "a\r\n");
        NscaServerConfig config = readWithPasswordFile();
        assertThat(config.credentials().get(0).password().bytes()).asString().isEqualTo("a\r");
        assertThat(config.notes()).hasSize(1).first().asString().contains("p: has a carriage return");
    }

    private NscaServerConfig readWithPasswordFile() throws Exception {
        return read(SMALLEST.replace("password: secret", "password_file: p"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:9667", "127.0.0.1:1", "9667", "0.0.0.0:65535"})
    void takesAddressesForMetrics(String listen) throws Exception {
        assertThat(read(SMALLEST + "metrics: {listen: '" + listen + "'}\n").metrics())
                .isPresent();
    }

    /** A FIFO would be read for as long as it has no writer, and a reload would find nothing in it. */
    @Test
    void readsNoSpecialFiles() throws Exception {
        assertThat(problems(SMALLEST.replace("password: secret", "password_file: /dev/zero")))
                .singleElement()
                .asString()
                .endsWith("password_file /dev/zero: is not a regular file");
        for (Path name : List.of(folder.resolve("special.yml"), folder.resolve("special.cfg"))) {
            assertThatThrownBy(() -> NscaServerConfig.read(Files.createSymbolicLink(name, Path.of("/dev/zero"))))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(name + ": is not a regular file");
        }
    }

    @Test
    void tellsAllProblemsAtOnceAndNoPassword() throws Exception {
        Files.writeString(folder.resolve("two-lines"), "hidden\nhidden\n");
        assertThat(problems("""
                listen: []
                credentials:
                  - method: 12
                    password: hidden
                    password_file: x
                  - name: a
                    method: rijndael
                    password: {hidden: 1}
                    sources: [192.0.2.1/24, www, 1.2.3.4/33]
                    hosts: []
                  - name: a
                    password_file: missing
                  - method: 1
                    password_file: two-lines
                  - method: 1
                sinks:
                  - {}
                  - command_file: /x
                    file: /y
                  - file: /y
                    alternate_dump_file: /z
                  - file: /y
                journal: {max_size: 1KB}
                pace: [{service: x, results_per_second: 0}, {burst: 1}]
                max_packet_age: 30
                plugin_output_length: [1, 65537, x]
                limits: {connections: 0, idle_time: x}
                access: {tcp_wrappers: yes}
                log: {level: loud}
                metrics: {listen: localhost:1}
                watch_confg: true
                """))
                .containsExactly(
                        ":1:9: listen: expected a list of at least one address or port",
                        ":3:13: method: method 12 (arcfour) is a stream cipher, which no build of NSCA can open, so no peer"
                                + " speaks it; take 14 (rijndael-128)",
                        ":4:15: password: password_file stands there too; one is enough",
                        ":7:13: method: 'rijndael' is no method; did you mean rijndael-128?",
                        ":8:15: password: expected a text in quotes",
                        ":9:15: sources: expected a network such as 192.0.2.0/24 or 2001:db8::/32 with no bits after its"
                                + " prefix, or an address, found '192.0.2.1/24'",
                        ":9:29: sources: expected a network such as 192.0.2.0/24 or 2001:db8::/32 with no bits after its"
                                + " prefix, or an address, found 'www'",
                        ":9:34: sources: expected a network such as 192.0.2.0/24 or 2001:db8::/32 with no bits after its"
                                + " prefix, or an address, found '1.2.3.4/33'",
                        ":10:12: hosts: is an empty list; remove it if all are meant",
                        ":11:5: credentials: method is missing",
                        ":11:11: name: another credential is called 'a' too",
                        ":12:20: password_file " + folder + "/missing: no such file or directory",
                        ":14:20: password_file " + folder
                                + "/two-lines: has several lines; expected the password and nothing else",
                        ":15:5: credentials: password_file or password is missing",
                        ":17:5: sinks: expected one of command_file, check_result_directory, file, standard_output",
                        ":18:5: sinks: expected one of command_file, check_result_directory, file, standard_output",
                        ":21:26: alternate_dump_file: only a command_file has one",
                        ":22:5: sinks: file /y stands here a second time",
                        ":23:21: max_size: expected a size of at least 1MB, such as 500MB or 1GB, found '1KB'",
                        ":24:41: results_per_second: expected a number from 1 to 1000000, found '0'",
                        ":24:45: pace: service is missing",
                        ":24:45: pace: results_per_second is missing",
                        ":25:17: max_packet_age: expected a time such as 30s, 15min or 12h, found '30'",
                        ":26:24: plugin_output_length: expected a number from 2 to 65536, found '1'",
                        ":26:27: plugin_output_length: expected a number from 2 to 65536, found '65537'",
                        ":26:34: plugin_output_length: expected a number from 2 to 65536, found 'x'",
                        ":27:23: connections: expected a number from 1 to 1000000, found '0'",
                        ":27:37: idle_time: expected a time such as 30s, 15min or 12h, found 'x'",
                        ":28:24: tcp_wrappers: expected true or false, found 'yes'",
                        ":29:14: level: expected one of error, warn, info, debug, found 'loud'",
                        ":30:19: listen: expected an address with its port, such as 127.0.0.1:9667, found 'localhost:1'",
                        ":31:1: unknown key 'watch_confg'; did you mean watch_config?");
    }

    @Test
    void needsACredentialAndASink() throws Exception {
        assertThat(problems("listen: [{port: 1}]\n"))
                .containsExactly(
                        ":1:1: the configuration: credentials is missing", ":1:1: the configuration: sinks is missing");
        assertThat(problems("credentials: []\nsinks: []\n"))
                .containsExactly(
                        ":1:14: credentials: expected a list of 1 to 32",
                        ":2:8: sinks: expected a list of at least one");
    }

    private List<String> problems(String yaml) throws Exception {
        Files.writeString(file, yaml);
        ConfigException problems = catchThrowableOfType(ConfigException.class, () -> NscaServerConfig.read(file));
        assertThat(problems.getMessage()).doesNotContain("hidden");
        return problems.getMessage()
                .lines()
                .map(line -> line.substring(file.toString().length()))
                .toList();
    }

    private NscaServerConfig read(String yaml) throws Exception {
        return NscaServerConfig.read(Files.writeString(file, yaml, StandardCharsets.UTF_8));
    }
}
