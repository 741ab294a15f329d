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
    private long seconds = Long.MAX_VALUE / 1_000_000_000 - 10; // where it may be, and overflows
    private long millis;

    @ParameterizedTest
    @ValueSource(longs = {-30, -1, 0, 1, 30})
    void letsPacketsWithinTheLimitPass(long age) {
        assertThat(channel(30).writeInbound(packet(age))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "31, TOO_OLD, packet is 31 s old: clock or time zone of the sender?",
        "7200, TOO_OLD, 'packet is 7,200 s old: clock or time zone of the sender?'",
        "-31, IN_THE_FUTURE, packet is 31 s in the future: clock or time zone of the sender?",
        "-100000, IN_THE_FUTURE, 'packet is 100,000 s in the future: clock or time zone of the sender?'"
    })
    void rejectsOthersInBothDirections(long age, RejectReason reason, String message) {
        RejectedException rejected = rejection(channel(30), packet(age));
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected).hasMessage(message + " (host 'h', service 's'; max_packet_age is 30 s)");
    }

    @Test
    void rejectsWhatComesLongAfterTheInitPacket() {
        EmbeddedChannel channel = channel(30);
        seconds += 30;
        assertThat(channel.writeInbound(packet(0))).isTrue();
        seconds += 1;
        assertThat(rejection(channel, packet(0)))
                .hasMessageStartingWith("packet is 31 s old: it came that long after the connection began");
        channel.releaseInbound();
    }

    @Test
    void rejectsATimeNearNowThatIsNotTheOneOfTheConnection() {
        EmbeddedChannel channel = channel(30);
        seconds += 25;
        DataPacket replayed =
                new DataPacket(Packets.NOW - 31, 0, ByteString.of("h"), ByteString.of("s"), ByteString.EMPTY);
        assertThat(rejection(channel, replayed).reason()).isEqualTo(RejectReason.TOO_OLD);
    }

    @Test
    void doesNotCountTheTimeInWhichWeDidNotRead() {
        EmbeddedChannel channel = channel(30);
        channel.config().setAutoRead(false);
        assertThat(channel.writeInbound(packet(0))).isTrue();
        seconds += 1000;
        channel.config().setAutoRead(true);
        channel.read();
        seconds += 30;
        assertThat(channel.writeInbound(packet(0))).isTrue();
        seconds += 1;
        assertThat(rejection(channel, packet(0)).reason()).isEqualTo(RejectReason.TOO_OLD);
        channel.releaseInbound();
    }

    @Test
    void countsFractionsOfASecondInWhichWeDidNotRead() {
        EmbeddedChannel channel = channel(1);
        channel.config().setAutoRead(false);
        for (int i = 0; i < 5; i++) {
            assertThat(channel.writeInbound(packet(0))).isTrue();
            millis += 900;
            channel.read();
        }
        assertThat(channel.writeInbound(packet(0))).isTrue();
        channel.releaseInbound();
    }

    @Test
    void letsEveryPacketPassWithoutLimit() {
        assertThat(channel(0).writeInbound(packet(1_000_000))).isTrue();
        assertThat(channel(0).writeInbound(packet(-1_000_000))).isTrue();
    }

    private static RejectedException rejection(EmbeddedChannel channel, DataPacket packet) {
        return catchThrowableOfType(RejectedException.class, () -> channel.writeInbound(packet));
    }

    private EmbeddedChannel channel(int maxAge) {
        return new EmbeddedChannel(new PacketAgeHandler(
                Duration.ofSeconds(maxAge), Packets.NOW, () -> seconds * 1_000_000_000 + millis * 1_000_000));
    }

    private static DataPacket packet(long age) {
        return new DataPacket(Packets.NOW - age, 0, ByteString.of("h"), ByteString.of("s"), ByteString.EMPTY);
    }
}
