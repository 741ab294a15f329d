package io.nscatools.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.server.sink.JournalConfig;
import io.nscatools.server.sink.PaceConfig;
import io.nscatools.server.sink.SinkConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CfgConfigReaderTest {
    @Test
    void hasTheDefaultsOfTheReference() throws CfgException {
        NscaServerConfig config = parse("command_file=/run/nagios.cmd\n");
        assertThat(config.listen()).containsExactly(new ListenAddress(Optional.empty(), 5667));
        assertThat(config.credentials()).hasSize(1);
        assertThat(config.credentials().get(0).method()).isEqualTo(EncryptionMethod.XOR);
        assertThat(config.credentials().get(0).password().bytes()).isEmpty();
        assertThat(config.sinks()).containsExactly(new SinkConfig.CommandFile(Path.of("/run/nagios.cmd")));
        assertThat(config.paces()).isEqualTo(PaceConfig.DEFAULT);
        assertThat(config.maxPacketAge()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.limits()).isEqualTo(LimitsConfig.DEFAULT);
        assertThat(config.access()).isEqualTo(new AccessConfig(true, false));
        assertThat(config.log()).isEqualTo(LogConfig.DEFAULT);
        assertThat(config.metrics()).isEmpty();
        assertThat(config.pidFile()).isEmpty();
        assertThat(config.watchConfig()).isFalse();
        assertThat(config.notes()).isEmpty();
    }

    @Test
    void readsDebiansFile() throws CfgException {
        NscaServerConfig config = parse("log_facility=daemon\npid_file=/run/nagios/nsca.pid\nserver_port=5667\n"
                + "#server_address=192.168.1.1\nnsca_user=nagios\nnsca_group=nogroup\n#nsca_chroot=/var/run/nagios/rw\n"
                + "debug=0\ncommand_file=/var/run/icinga2/cmd/icinga2.cmd\nalternate_dump_file=/run/nagios/nsca.dump\n"
                + "aggregate_writes=0\nappend_to_file=0\nmax_packet_age=30\n#password=\ndecryption_method=1\n");
        Path commandFile = Path.of("/var/run/icinga2/cmd/icinga2.cmd");
        assertThat(config.sinks())
                .containsExactly(new SinkConfig.CommandFile(
                        commandFile,
                        Optional.of(Path.of("/run/nagios/nsca.dump")),
                        Optional.of(JournalConfig.beside(commandFile))));
        assertThat(config.pidFile()).contains(Path.of("/run/nagios/nsca.pid"));
        assertThat(config.notes())
                .containsExactly(
                        "nsca.cfg:1: log_facility: has no effect: the log goes to standard error, where the service manager"
                                + " takes it; only with --inetd it goes to syslog",
                        "nsca.cfg:5: nsca_user: has no effect: start the server as that user, as User= in a systemd unit"
                                + " does",
                        "nsca.cfg:6: nsca_group: has no effect: start the server with that group, as Group= in a systemd"
                                + " unit does");
    }

    @Test
    void readsEveryOtherKey() throws CfgException {
        NscaServerConfig config = parse("server_address=192.0.2.1\nserver_port=1\ncheck_result_path=/spool\n"
                + "command_file=/cmd\nstrict_mode_spoofing=1\ndebug=1\nlog_facility=local3\nmax_packet_age=900\n"
                + "password=x y\ndecryption_method=14\nnsca_chroot=/\nappend_to_file=1\naggregate_writes=1\n");
        assertThat(config.listen()).containsExactly(new ListenAddress(Optional.of("192.0.2.1"), 1));
        assertThat(config.sinks()).containsExactly(new SinkConfig.CheckResultDirectory(Path.of("/spool")));
        assertThat(config.access().strictModeSpoofing()).isTrue();
        assertThat(config.log().level()).isEqualTo(LogConfig.Level.DEBUG);
        assertThat(config.log().facility()).isEqualTo("local3");
        assertThat(config.credentials().get(0).password().bytes()).asString().isEqualTo("x y");
    }

    @ParameterizedTest
    @CsvSource({"5, 10, 900", "30, 30, 900", "900, 900, 900", "0, 900, 0"})
    void closesNoConnectionThatCouldStillBringAnything(int maxPacketAge, int idleTime, int connectionTime)
            throws CfgException {
        LimitsConfig limits =
                parse("command_file=/x\nmax_packet_age=" + maxPacketAge + "\n").limits();
        assertThat(limits.idleTime()).isEqualTo(Duration.ofSeconds(idleTime));
        assertThat(limits.connectionTime()).isEqualTo(Duration.ofSeconds(connectionTime));
    }

    @Test
    void takesDaemonForAnUnknownFacilityAndSaysSo() throws CfgException {
        NscaServerConfig config = parse("command_file=/x\nlog_facility=nonsense\n");
        assertThat(config.log().facility()).isEqualTo("daemon");
        assertThat(config.notes())
                .contains("nsca.cfg:2: log_facility: syslog has no facility 'nonsense'; it is daemon");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        CfgException problems = catchThrowableOfType(
                CfgException.class,
                () -> parse("server_port=0\npassword=topsecret\nmax_packet_age=901\nstrict_mode_spoofing=2\n"
                        + "encryption_method=14\n"));
        assertThat(problems.getMessage().lines())
                .containsExactly(
                        "nsca.cfg: command_file: is missing; give the path of Nagios' external command file",
                        "nsca.cfg:1: server_port: 0 is not within 1..65535",
                        "nsca.cfg:3: max_packet_age: 901 is not within 0..900",
                        "nsca.cfg:4: strict_mode_spoofing: 2 is not within 0..1",
                        "nsca.cfg:5: encryption_method: unknown key; did you mean decryption_method?");
    }

    @Test
    void refusesAPathThatIsNotUtf8RatherThanWriteToAnother() {
        byte[] latin1 = "pid_file=/run/caf\u00e9\ncommand_file=/x\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> CfgConfigReader.read(CfgFile.parse("nsca.cfg", latin1)))
                .hasMessage("nsca.cfg:1: pid_file: is not UTF-8, as a path must be here");
    }

    private static NscaServerConfig parse(String text) throws CfgException {
        return CfgConfigReader.read(CfgFile.parse("nsca.cfg", text.getBytes(StandardCharsets.UTF_8)));
    }
}
