package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.server.Sources.Admission;
import io.nscatools.server.config.LimitsConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final LimitsConfig LIMITS = new LimitsConfig(4, 2, Duration.ZERO, Duration.ZERO, 10);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Sources sources = new Sources();

    @Test
    void limitsTheConnectionsOfOneAddress() throws Exception {
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.ADMITTED);
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.ADMITTED);
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.TOO_MANY_OF_SOURCE);
        assertThat(enter("192.0.2.2")).isEqualTo(Admission.ADMITTED);
        leave("192.0.2.1");
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.ADMITTED);
        assertThat(sources.connections()).isEqualTo(3);
    }

    @Test
    void takesAnIpv6NetworkOf64BitsForOneSource() throws Exception {
        assertThat(enter("2001:db8::1")).isEqualTo(Admission.ADMITTED);
        assertThat(enter("2001:db8::ffff:0:0:2")).isEqualTo(Admission.ADMITTED);
        assertThat(enter("2001:db8:0:0:8000::")).isEqualTo(Admission.TOO_MANY_OF_SOURCE);
        assertThat(enter("2001:db8:0:1::1")).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void limitsTheConnectionsInAll() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(enter("192.0.2." + i)).isEqualTo(Admission.ADMITTED);
        }
        assertThat(enter("192.0.2.9")).isEqualTo(Admission.TOO_MANY);
        assertThat(sources.connections()).isEqualTo(4);
    }

    @Test
    void aConnectionThatWaitsForItsReceiptKeepsNoOtherOfItsSourceOut() throws Exception {
        enter("192.0.2.1");
        enter("192.0.2.1");
        sources.sentAll(InetAddress.getByName("192.0.2.1"), 0);
        assertThat(sources.connections()).isEqualTo(2);
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.ADMITTED);
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.TOO_MANY_OF_SOURCE);
        sources.leave();
        assertThat(sources.connections()).isEqualTo(2);
        leave("192.0.2.1");
        leave("192.0.2.1");
        assertThat(sources.connections()).isZero();
        assertThat(sources.size()).isZero();
    }

    @Test
    void forgetsWhoHasGone() throws Exception {
        enter("192.0.2.1");
        leave("192.0.2.1");
        assertThat(sources.size()).isZero();
    }

    @Test
    void doesNotForgetADebtWithTheConnection() throws Exception {
        enter("192.0.2.1");
        bucket().take(0);
        leave("192.0.2.1");
        assertThat(sources.size()).isEqualTo(1);
        for (int i = 0; i < 9; i++) {
            assertThat(bucket().take(0)).isZero();
        }
        assertThat(bucket().take(0)).isEqualTo(SECOND / 10);
        sources.sweep(SECOND);
        assertThat(sources.size()).isEqualTo(1);
        sources.sweep(2 * SECOND);
        assertThat(sources.size()).isZero();
    }

    private TokenBucket bucket() throws Exception {
        return sources.bucket(InetAddress.getByName("192.0.2.1"), 10, 0);
    }

    private Admission enter(String address) throws Exception {
        return sources.enter(InetAddress.getByName(address), LIMITS);
    }

    private void leave(String address) throws Exception {
        sources.leave(InetAddress.getByName(address), 0);
    }
}
