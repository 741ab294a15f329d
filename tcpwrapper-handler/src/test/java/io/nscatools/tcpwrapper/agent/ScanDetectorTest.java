package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanDetectorTest {
    private static final long SECOND = 1_000_000_000L;

    private final ScanDetector detector =
            new ScanDetector(new ScanPolicy(OptionalInt.of(3), OptionalInt.of(4), Duration.ofSeconds(60)));
    private long now;

    @Test
    void manyDaemonsFromOneSource() {
        assertThat(add("sshd", "192.0.2.1")).isEmpty();
        assertThat(add("sshd", "192.0.2.1")).isEmpty();
        assertThat(add("in.fingerd", "192.0.2.1")).isEmpty();
        assertThat(add("in.telnetd", "192.0.2.1"))
                .containsExactly(new Alert.Scan(
                        "192.0.2.1", List.of("sshd", "in.fingerd", "in.telnetd"), false, Duration.ofSeconds(60)));
        assertThat(add("in.ftpd", "192.0.2.1")).as("told of once").isEmpty();
        now += 60 * SECOND;
        assertThat(add("in.ftpd", "192.0.2.1"))
                .as("the others are too long ago")
                .isEmpty();
        add("sshd", "192.0.2.1");
        assertThat(add("in.fingerd", "192.0.2.1")).as("a scan anew").hasSize(1);
    }

    @Test
    void oneDaemonFromManySources() {
        for (int i = 1; i < 4; i++) {
            assertThat(add("sshd", "2001:db8:" + i + "::1")).isEmpty();
        }
        assertThat(add("sshd", "2001:db8:3::2")).as("the same /64").isEmpty();
        assertThat(add("sshd", "192.0.2.1")).singleElement().satisfies(alert -> {
            assertThat(((Alert.Scan) alert).who()).isEqualTo("sshd");
            assertThat(((Alert.Scan) alert).ofDaemon()).isTrue();
            assertThat(((Alert.Scan) alert).what()).hasSize(4);
            assertThat(alert.connections()).isZero();
        });
    }

    @Test
    void notWithinTheTime() {
        for (int i = 0; i < 100; i++) {
            assertThat(add("daemon" + i, "192.0.2.1")).isEmpty();
            now += 31 * SECOND;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 255})
    void whoTriedLongAgoIsForgottenBeforeNamesFillTheMemory(int length) {
        add("sshd", "192.0.2.1");
        add("in.fingerd", "192.0.2.1");
        for (int i = 0; i < 3000; i++) {
            add(
                    ("daemon" + i + "-".repeat(length)).substring(0, length),
                    ("source" + i + "-".repeat(length)).substring(0, length));
        }
        assertThat(add("in.telnetd", "192.0.2.1")).hasSize(length < 100 ? 1 : 0);
    }

    private List<Alert> add(String daemon, String source) {
        return detector.add(DeniedConnection.of(List.of(source, daemon), Instant.EPOCH), now);
    }
}
