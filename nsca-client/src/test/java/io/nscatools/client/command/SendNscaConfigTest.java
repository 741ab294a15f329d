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
