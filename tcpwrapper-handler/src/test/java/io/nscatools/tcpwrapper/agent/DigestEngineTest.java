package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestEngineTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    private DigestEngine engine = new DigestEngine(Optional.of(DigestPolicy.DEFAULT));
    private int number;
    private long now = -5 * SECOND; // a clock of nanoseconds may be negative

    @Test
    void upToTheThresholdOfASourceEachIsAnAlert() {
        for (int i = 0; i < 5; i++) {
            assertThat(add("sshd", "192.0.2.1")).singleElement().isInstanceOf(Alert.Single.class);
        }
        assertThat(add("sshd", "192.0.2.1")).isEmpty();
        assertThat(add("in.fingerd", "192.0.2.1")).as("another daemon").hasSize(1);
        assertThat(add("sshd", "192.0.2.2")).as("another source").hasSize(1);
    }

    @Test
    void upToTheThresholdInAllEachIsAnAlert() {
        for (int i = 0; i < 20; i++) {
            assertThat(add("sshd", "192.0.2." + i)).hasSize(1);
        }
        assertThat(add("sshd", "192.0.2.20")).isEmpty();
    }

    @Test
    void noThresholdLetsMoreThroughThanNagiosStands() {
        engine = new DigestEngine(
                Optional.of(new DigestPolicy(1_000_000, 1_000_000, Duration.ofMillis(1), Duration.ofSeconds(60), 100)));
        for (int i = 0; i < 1000; i++) {
            now += SECOND / 1000;
            assertThat(add("sshd", "192.0.2.1")).hasSize(1);
        }
        assertThat(add("sshd", "192.0.2.1")).isEmpty();
        assertThat(engine.close(now)).singleElement().isInstanceOf(Alert.Single.class);
    }

    @Test
    void exactlyAtTheEdgeOfTheTime() {
        for (int i = 0; i < 5; i++) {
            add("sshd", "192.0.2.1");
        }
        now += 10 * SECOND - 1;
        assertThat(engine.close(now)).isEmpty();
        assertThat(add("sshd", "192.0.2.1"))
                .as("10 s less a nanosecond after the first of five")
                .isEmpty();
        engine.close(now);
        now += 10 * SECOND;
        assertThat(add("sshd", "192.0.2.1")).as("only one within 10 s").hasSize(1);
    }

    @Test
    void aSlowDripIsNeverDigested() {
        for (int i = 0; i < 1000; i++) {
            now += 2 * SECOND;
            assertThat(add("sshd", "192.0.2.1")).hasSize(1);
        }
    }

    @Test
    void theWindowClosesAfterItsTimeWithAnAlertForEachSourceAndDaemon() {
        for (int i = 0; i < 417; i++) {
            add("sshd", "203.0.113.7");
        }
        for (int i = 0; i < 9; i++) {
            add("in.fingerd", "203.0.113.8");
        }
        long due = engine.nextDue().orElseThrow();
        assertThat(due - now).isEqualTo(60 * SECOND);
        assertThat(engine.due(due - 1)).isEmpty();
        List<Alert> alerts = engine.due(due);
        assertThat(alerts).hasSize(2).allSatisfy(alert -> {
            assertThat(((Alert.Digest) alert).span()).isEqualTo(Duration.ofSeconds(60));
            assertThat(alert.files()).hasSize(alert.connections()).doesNotHaveDuplicates();
        });
        assertThat(alerts.get(0).connections()).isEqualTo(412);
        assertThat(alerts.get(1).connections()).isEqualTo(9);
        assertThat(engine.nextDue()).isEmpty();
        assertThat(engine.due(due)).isEmpty();
    }

    @Test
    void whoeverIsInTheWindowStaysInItAndTheOthersDoNotWait() {
        for (int i = 0; i < 6; i++) {
            add("sshd", "203.0.113.7");
        }
        now += 30 * SECOND;
        assertThat(add("sshd", "203.0.113.7")).isEmpty();
        assertThat(add("sshd", "203.0.113.9")).hasSize(1);
        now += 30 * SECOND;
        assertThat(engine.due(now))
                .singleElement()
                .satisfies(alert -> assertThat(alert.connections()).isEqualTo(2));
        assertThat(add("sshd", "203.0.113.7")).hasSize(1);
    }

    @Test
    void oneInTheWindowIsAnAlertAsAnyOther() {
        for (int i = 0; i < 6; i++) {
            add("sshd", "203.0.113.7");
        }
        assertThat(engine.close(now)).singleElement().isInstanceOf(Alert.Single.class);
    }

    @Test
    void ipv6SourcesCountByTheir64() {
        for (int i = 0; i < 6; i++) {
            add("sshd", "2001:db8::" + i);
        }
        add("sshd", "2001:db8:0:1::1");
        assertThat(engine.close(now)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101, 102, 1000})
    void theTopOnesHaveAnAlertOfTheirOwnAndTheRestShareOne(int sources) {
        engine = new DigestEngine(
                Optional.of(new DigestPolicy(0, 0, Duration.ofSeconds(10), Duration.ofSeconds(60), 100)));
        for (int i = 0; i < sources; i++) {
            for (int times = 0; times < 2 + i % 3; times++) {
                assertThat(add("sshd", "10.0." + i / 256 + "." + i % 256)).isEmpty();
            }
        }
        List<Alert> alerts = engine.close(now);
        assertThat(alerts).hasSize(Math.min(sources, 101));
        assertThat(alerts.get(0).connections()).isEqualTo(4);
        assertThat(alerts.get(alerts.size() - 1)).isInstanceOf(sources > 101 ? Alert.Rest.class : Alert.Digest.class);
        assertThat(alerts.stream().mapToInt(Alert::connections).sum()).isEqualTo(number);
    }

    @Test
    void aFullWindowClosesAtOnce() {
        int inAlerts = 0;
        for (int i = 0; i < DigestEngine.MAX_HELD + 5; i++) {
            inAlerts += add("sshd", "203.0.113.7").stream()
                    .mapToInt(Alert::connections)
                    .sum();
        }
        assertThat(inAlerts).isEqualTo(DigestEngine.MAX_HELD + 5);
        assertThat(engine.nextDue()).isEmpty();
    }

    @Test
    void aWindowFullOfLongNamesClosesSooner() {
        int inAlerts = 0;
        for (int i = 0; i < 5000; i++) {
            inAlerts += add("d".repeat(255), "h".repeat(251) + i).stream()
                    .mapToInt(Alert::connections)
                    .sum();
        }
        assertThat(inAlerts).isBetween(2000, 4999);
        assertThat(inAlerts
                        + engine.close(now).stream()
                                .mapToInt(Alert::connections)
                                .sum())
                .isEqualTo(5000);
    }

    @Test
    void neverMeansNever() {
        engine = new DigestEngine(Optional.empty());
        for (int i = 0; i < 1000; i++) {
            assertThat(add("sshd", "203.0.113.7")).hasSize(1);
        }
        assertThat(engine.close(now)).isEmpty();
        assertThat(engine.nextDue()).isEmpty();
    }

    @Test
    void theSpanOfConnectionsThatWaitedIsTheirs() {
        engine = new DigestEngine(
                Optional.of(new DigestPolicy(0, 0, Duration.ofSeconds(10), Duration.ofSeconds(60), 100)));
        engine.add(event("sshd", "203.0.113.7", START), now);
        engine.add(event("sshd", "203.0.113.7", START.plusSeconds(3600)), now);
        assertThat(engine.close(now))
                .singleElement()
                .satisfies(alert -> assertThat(((Alert.Digest) alert).span()).isEqualTo(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverComesTheCountsAddUp(long seed) {
        Random random = new Random(seed);
        engine = new DigestEngine(Optional.of(new DigestPolicy(
                random.nextInt(30),
                random.nextInt(8),
                Duration.ofSeconds(1 + random.nextInt(20)),
                Duration.ofSeconds(1 + random.nextInt(90)),
                1 + random.nextInt(20))));
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            alerts.addAll(add("daemon" + random.nextInt(3), "2001:db8::" + random.nextInt(1 + random.nextInt(40))));
            now += random.nextInt(10) == 0 ? (long) (random.nextDouble() * 20 * SECOND) : 0;
            alerts.addAll(engine.due(now));
        }
        alerts.addAll(engine.close(now));

        assertThat(alerts.stream().mapToLong(Alert::connections).sum()).isEqualTo(30_000);
        Set<Path> files = new HashSet<>();
        alerts.forEach(alert -> files.addAll(alert.files()));
        assertThat(files).hasSize(30_000);
    }

    private List<Alert> add(String daemon, String source) {
        return engine.add(event(daemon, source, START), now);
    }

    private SpoolEvent.Denied event(String daemon, String source, Instant time) {
        return new SpoolEvent.Denied(Path.of("event." + number++), DeniedConnection.of(List.of(source, daemon), time));
    }
}
