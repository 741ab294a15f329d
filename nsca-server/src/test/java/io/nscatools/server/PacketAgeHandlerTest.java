package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.channel.embedded.EmbeddedChannel;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketAgeHandlerTest {
    @ParameterizedTest
    @ValueSource(longs = {-30, -1, 0, 1, 30})
    void letsPacketsWithinTheLimitPass(long age) {
        assertThat(channel(30).writeInbound(packet(age))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"31, TOO_OLD", "100000, TOO_OLD", "-31, IN_THE_FUTURE", "-100000, IN_THE_FUTURE"})
    void rejectsOthersInBothDirections(long age, RejectReason reason) {
        EmbeddedChannel channel = channel(30);
        RejectedException rejected =
                catchThrowableOfType(RejectedException.class, () -> channel.writeInbound(packet(age)));
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected)
                .hasMessageContaining("host 'h', service 's' is " + Math.abs(age) + " s")
                .hasMessageContaining("max_packet_age is 30 s");
        assertThat(channel.finish()).isFalse();
    }

    @Test
    void letsEveryPacketPassWithoutLimit() {
        assertThat(channel(0).writeInbound(packet(1_000_000))).isTrue();
        assertThat(channel(0).writeInbound(packet(-1_000_000))).isTrue();
    }

    private static EmbeddedChannel channel(int maxAge) {
        return new EmbeddedChannel(new PacketAgeHandler(Duration.ofSeconds(maxAge), Packets.CLOCK));
    }

    private static DataPacket packet(long age) {
        return new DataPacket(Packets.NOW - age, 0, ByteString.of("h"), ByteString.of("s"), ByteString.EMPTY);
    }
}
