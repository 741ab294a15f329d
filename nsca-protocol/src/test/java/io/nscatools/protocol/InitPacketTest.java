package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
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

    /** Computed with another program. */
    @Test
    void announcesAReceiptInTheLastBytesOfTheIv() {
        byte[] iv = new byte[128];
        for (int i = 0; i < 120; i++) {
            iv[i] = (byte) i;
        }
        System.arraycopy(HexFormat.of().parseHex("4036f91bafbc9dae"), 0, iv, 120, 8);
        assertThat(new InitPacket(ByteString.copyOf(iv, 0, 128), 0).announcesReceipt())
                .isTrue();
        assertThat(InitPacket.create(new Random(1), Clock.systemUTC()).announcesReceipt())
                .isTrue();
        for (int i = 0; i < 128; i++) {
            byte[] other = iv.clone();
            other[i] ^= 1;
            assertThat(new InitPacket(ByteString.copyOf(other, 0, 128), 0).announcesReceipt())
                    .as("byte %d differs", i)
                    .isFalse();
        }
    }
}
