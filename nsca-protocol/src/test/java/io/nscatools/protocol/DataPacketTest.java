package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DataPacketTest {
    /** So even a server that does not know it never writes it. */
    @Test
    void aProbeIsNoResultThatCouldBeWritten() {
        assertThatThrownBy(() -> ExternalCommand.line(DataPacket.probe(1).toCheckResult(), 1))
                .isInstanceOf(RejectedException.class)
                .hasMessage("the host name is empty");
    }

    @Test
    void aProbeIsToldFromWhatASlipMakes() {
        assertThat(DataPacket.probe(1).isProbe()).isTrue();
        ByteString none = ByteString.EMPTY;
        assertThat(new DataPacket(1, 0, none, none, none).isProbe()).isFalse(); // fact 56
        assertThat(new DataPacket(1, 0, ByteString.of("h"), none, ByteString.of("NSCA probe")).isProbe())
                .isFalse();
    }
}
