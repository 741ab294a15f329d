package io.nscatools.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.protocol.EncryptionMethod;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigMigrationTest {
    private static final int RUNS = 2000;

    @TempDir
    private Path folder;

    private Path cfg;
    private Path yml;

    @BeforeEach
    void name() {
        cfg = folder.resolve("nsca.cfg");
        yml = folder.resolve("nsca.yml");
    }

    @Test
    void printsDebiansFile() throws Exception {
        Files.writeString(
                cfg,
                "pid_file=/run/nsca.pid\nserver_port=5667\nnsca_user=nagios\n"
                        + "command_file=/run/nagios.cmd\nalternate_dump_file=/run/nsca.dump\nmax_packet_age=30\n"
                        + "password=say \"x\"\ndecryption_method=1\n");
        assertThat(ConfigMigration.toYaml(NscaServerConfig.read(cfg), Optional.empty()))
                .isEqualTo("""
                # %s:3: nsca_user: has no effect: start the server as that user, as User= in a systemd unit does
                # pid_file /run/nsca.pid: left out; the service manager knows the process
                listen:
                  - port: 5667
                credentials:
                  - method: xor
                    password: "say \\"x\\""
                sinks:
                  - command_file: "/run/nagios.cmd"
                    alternate_dump_file: "/run/nsca.dump"
                # What waits for Nagios is in /run/nagios.cmd.journal; where the server's user may not make that, give another:
                # journal: {directory: /var/lib/nsca-toolkit/journal}
                max_packet_age: 30s
                """.formatted(cfg));
    }

    @Test
    void readsBackAsTheSame() throws Exception {
        Random random = new Random(7);
        for (int run = 0; run < RUNS; run++) {
            Files.write(cfg, randomCfg(random));
            NscaServerConfig before = NscaServerConfig.read(cfg);
            String yaml = ConfigMigration.toYaml(before, Optional.empty());
            assertThat(yaml).matches("[\\n -~]*");
            Files.writeString(yml, yaml, StandardCharsets.US_ASCII);
            NscaServerConfig after = NscaServerConfig.read(yml);
            assertThat(withoutCredentials(after)).as(yaml).isEqualTo(withoutCredentials(before));
            assertThat(after.credentials().get(0).method())
                    .isEqualTo(before.credentials().get(0).method());
            assertThat(after.credentials().get(0).password().bytes())
                    .isEqualTo(before.credentials().get(0).password().bytes());
        }
    }

    @Test
    void refusesToChangeAPasswordThatIsNoText() throws Exception {
        Files.write(cfg, "command_file=/x\npassword=\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        NscaServerConfig config = NscaServerConfig.read(cfg);
        assertThatThrownBy(() -> ConfigMigration.toYaml(config, Optional.empty()))
                .hasMessageContaining("--password-file");
        assertThat(ConfigMigration.toYaml(config, Optional.of(Path.of("/p")))).contains("    password_file: \"/p\"\n");
    }

    private static NscaServerConfig withoutCredentials(NscaServerConfig config) {
        return new NscaServerConfig(
                config.listen(),
                List.of(),
                config.sinks(),
                config.paces(),
                config.maxPacketAge(),
                config.layouts(),
                config.limits(),
                config.access(),
                new LogConfig(
                        config.log().level(),
                        config.log().format(),
                        config.log().target(),
                        "daemon"),
                config.metrics(),
                Optional.empty(),
                config.watchConfig(),
                List.of());
    }

    private static byte[] randomCfg(Random random) {
        ByteArrayOutputStream cfg = new ByteArrayOutputStream();
        String sink = random.nextBoolean() ? "command_file" : "check_result_path";
        line(cfg, sink, "/" + text(random).replace("\0", ""));
        if (random.nextBoolean()) {
            line(cfg, "alternate_dump_file", "/" + text(random));
        }
        if (random.nextBoolean()) {
            line(cfg, "server_address", "a" + text(random) + "z");
        }
        line(cfg, "server_port", Integer.toString(1 + random.nextInt(65535)));
        EncryptionMethod[] methods = EncryptionMethod.values();
        line(cfg, "decryption_method", Integer.toString(methods[random.nextInt(methods.length)].number()));
        if (random.nextInt(10) > 0) {
            line(cfg, "password", "x" + text(random));
        }
        line(cfg, "max_packet_age", Integer.toString(random.nextInt(901)));
        line(cfg, "debug", Integer.toString(random.nextInt(2)));
        line(cfg, "strict_mode_spoofing", Integer.toString(random.nextInt(2)));
        return cfg.toByteArray();
    }

    private static void line(ByteArrayOutputStream cfg, String key, String value) {
        cfg.writeBytes((key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Any characters that can stand in a line, the ones that YAML minds most often. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String special = " \t\r\"'\\#:-{}[]&*!|>%@`,?~\u0085\u2028\ufeff\u00e9";
        int length = random.nextInt(30);
        while (text.length() < length) {
            int c = random.nextInt(3) > 0 ? special.charAt(random.nextInt(special.length())) : random.nextInt(0x10ffff);
            if (c != 0 && c != '\n' && (c < 0xd800 || c > 0xdfff)) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }
}
