package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendNscaConfigTest {
    @Test
    void hasTheDefaultsOfTheReference() throws CfgException {
        SendNscaConfig config = parse("");
        assertThat(config.method()).isEqualTo(EncryptionMethod.XOR);
        assertThat(config.layout()).isEmpty();
        assertThat(config.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"yes, 720", "true, 720", "TRUE, 720", "no, 4304", "false, 4304"})
    void readsTheLegacyMode(String value, int packetLength) throws CfgException {
        assertThat(parse("legacy_2_7_mode=" + value + "\n").layout())
                .isEqualTo(PacketLayout.ofPacketLength(packetLength));
    }

    /** Facts 45 and 51: everything behind the first {@code =} is the password. */
    @ParameterizedTest
    @ValueSource(
            strings = {"plain", " secret ", "\"quoted\"", "#1", "a=b", "=abc", "end # no comment", "crlf\r", "p\u00e4ss"
            })
    void takesThePasswordByteByByte(String password) throws CfgException {
        SendNscaConfig config = parse("password=" + password + "\n");
        assertThat(config.password().orElseThrow().bytes()).isEqualTo(password.getBytes(StandardCharsets.UTF_8));
        boolean blanks = !password.equals(password.strip());
        assertThat(config.warnings()).hasSize(blanks ? 1 : 0);
    }

    /** The reference knows neither (fact 44), and takes a line in pieces of 5118 bytes (fact 50). */
    @Test
    void passesOverBlankLinesAndIndentedCommentsAndReadsLongLinesWhole() throws CfgException {
        String longOne = "x".repeat(6000);
        SendNscaConfig config = parse("# comment\n  \n\t# indented\n\r\n# " + longOne + "\npassword=" + longOne);
        assertThat(config.password().orElseThrow().bytes()).isEqualTo(longOne.getBytes(StandardCharsets.UTF_8));
        assertThat(config.warnings()).isEmpty();
    }

    /** Fact 47. */
    @Test
    void takesTheLastOfSeveralLinesAndSaysSo() throws CfgException {
        SendNscaConfig config = parse("encryption_method=2\nencryption_method=14\n");
        assertThat(config.method()).isEqualTo(EncryptionMethod.RIJNDAEL_128);
        assertThat(config.warnings())
                .containsExactly("send_nsca.cfg:2: encryption_method: overrides line 1; the last line counts");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> parse("legacy_2_7_mode=1\nencryption_method=12\nserver_port=1\n"))
                .isInstanceOf(CfgException.class)
                .hasMessageContainingAll(
                        "send_nsca.cfg:1: legacy_2_7_mode: '1' is none of true, yes, false, no",
                        "send_nsca.cfg:2: encryption_method: method 12 (arcfour) is a stream cipher",
                        "send_nsca.cfg:3: server_port: unknown key");
    }

    private static SendNscaConfig parse(String text) throws CfgException {
        return SendNscaConfig.from(CfgFile.parse("send_nsca.cfg", text.getBytes(StandardCharsets.UTF_8)));
    }
}
