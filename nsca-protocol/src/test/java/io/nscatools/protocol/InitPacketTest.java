package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InitPacketTest {
    @Test
    void isTheIvFollowedByTheTime() {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(0x8123_4567L), ZoneOffset.UTC);
        InitPacket packet = InitPacket.create(new Random(1), clock);
        byte[] bytes = packet.encode();
        assertThat(bytes)
                .hasSize(132)
                .endsWith(0x81, 0x23, 0x45, 0x67)
                .startsWith(packet.iv().toByteArray());
        assertThat(InitPacket.decode(bytes)).isEqualTo(packet);
    }

    @Test
    void refusesOtherLengths() {
        assertThatThrownBy(() -> InitPacket.decode(new byte[131])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InitPacket.decode(new byte[133])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InitPacket(ByteString.EMPTY, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasANewIvEachTime() {
        Random random = new Random(1);
        assertThat(InitPacket.create(random, Clock.systemUTC()).iv())
                .isNotEqualTo(InitPacket.create(random, Clock.systemUTC()).iv());
    }
}
