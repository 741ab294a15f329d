package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.EncryptionMethod;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NscaServerConfigTest {
    @Test
    void hasTheDefaultsOfTheReference() throws CfgException {
        NscaServerConfig config = parse("command_file=/run/nagios.cmd\n");
        assertThat(config.address()).isEmpty();
        assertThat(config.port()).isEqualTo(5667);
        assertThat(config.credential().method()).isEqualTo(EncryptionMethod.XOR);
        assertThat(config.commandFile()).isEqualTo(Path.of("/run/nagios.cmd"));
        assertThat(config.alternateDumpFile()).isEmpty();
        assertThat(config.maxPacketAge()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.debug()).isFalse();
        assertThat(config.notes()).isEmpty();
    }

    @Test
    void readsDebiansFile() throws CfgException {
        NscaServerConfig config = parse("log_facility=daemon\npid_file=/run/nagios/nsca.pid\nserver_port=5667\n"
                + "#server_address=192.168.1.1\nnsca_user=nagios\nnsca_group=nogroup\n#nsca_chroot=/var/run/nagios/rw\n"
                + "debug=0\ncommand_file=/var/run/icinga2/cmd/icinga2.cmd\nalternate_dump_file=/run/nagios/nsca.dump\n"
                + "aggregate_writes=0\nappend_to_file=0\nmax_packet_age=30\n#password=\ndecryption_method=1\n");
        assertThat(config.alternateDumpFile()).isEqualTo(Optional.of(Path.of("/run/nagios/nsca.dump")));
        assertThat(config.notes())
                .extracting(note -> note.line() + " " + note.key())
                .containsExactly("1 log_facility", "2 pid_file", "5 nsca_user", "6 nsca_group");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        CfgException problems = catchThrowableOfType(
                CfgException.class,
                () -> parse("server_port=0\npassword=topsecret\nmax_packet_age=901\nstrict_mode_spoofing=1\n"
                        + "check_result_path=/x\nencryption_method=14\n"));
        assertThat(problems.getMessage().lines())
                .containsExactly(
                        "nsca.cfg: command_file: is missing; give the path of Nagios' external command file",
                        "nsca.cfg:1: server_port: 0 is not within 1..65535",
                        "nsca.cfg:3: max_packet_age: 901 is not within 0..900",
                        "nsca.cfg:4: strict_mode_spoofing: not supported; set it to 0",
                        "nsca.cfg:5: check_result_path: not supported; remove the line and use command_file",
                        "nsca.cfg:6: encryption_method: unknown key; did you mean decryption_method?");
    }

    private static NscaServerConfig parse(String text) throws CfgException {
        return NscaServerConfig.from(CfgFile.parse("nsca.cfg", text.getBytes(StandardCharsets.UTF_8)));
    }
}
