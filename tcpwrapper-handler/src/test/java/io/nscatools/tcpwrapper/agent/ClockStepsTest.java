package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock is set while records wait. How long anything takes is measured by one that is never set. */
class ClockStepsTest {
    private static final Delivery.Outcome FAILED = new Delivery.Outcome(0, false, "no connection");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private AgentFixture spool;

    @BeforeEach
    void makeSpool() throws Exception {
        spool = new AgentFixture(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1970-01-01T00:00:00Z", "2026-11-24T01:00:00Z", "2026-11-24T03:00:00Z", "2400-01-01T00:00:00Z"})
    void everyRecordIsAnAlertWhateverTheClockSays(Instant now) throws Exception {
        spool.denied("192.0.2.1", "sshd");
        Files.setLastModifiedTime(spool.denied("192.0.2.2", "sshd"), FileTime.from(Instant.EPOCH));
        Files.setLastModifiedTime(spool.denied("192.0.2.3", "sshd"), FileTime.from(AgentFixture.NOW.plus(HOUR)));
        spool.now = now;
        assertThat(spool.drain("limits: {age: 1h}\n")).isTrue();
        assertThat(spool.texts())
                .containsExactly("Denied sshd-192.0.2.2", "Denied sshd-192.0.2.1", "Denied sshd-192.0.2.3");
        assertThat(spool.events()).isEmpty();
    }

    @Test
    void aClockSetBackMakesNothingTooOldAndOneSetForwardLosesNothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            spool.denied("192.0.2.1", "sshd");
        }
        for (Duration step : List.of(HOUR.negated(), HOUR.multipliedBy(2))) {
            spool.answers.add(FAILED);
            spool.now = AgentFixture.NOW.plus(step);
            assertThat(spool.drain("limits: {age: 90min}\n")).isFalse();
            assertThat(spool.events()).hasSize(step.isNegative() ? 10 : 0);
        }
        spool.now = AgentFixture.NOW;
        assertThat(spool.drain("limits: {age: 90min}\n")).isTrue();
        assertThat(spool.texts()).singleElement().asString().startsWith("Denied 10 connections from 1 sources, ");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3600})
    void whatIsUnfinishedIsWaitedForByTheOtherClock(long secondsAhead) throws Exception {
        long[] nanos = {0};
        AgentLog log = new AgentLog(new PrintWriter(spool.log));
        SpoolReader reader = new SpoolReader(Clock.fixed(AgentFixture.NOW, ZoneOffset.UTC), () -> nanos[0], log);
        Path file = Files.createFile(spool.spool.resolve("event.1"));
        Files.setLastModifiedTime(file, FileTime.from(AgentFixture.NOW.plusSeconds(secondsAhead)));
        try (Spool taken = Spool.open(spool.spool, reader, log)) {
            assertThat(taken.take(10)).isEmpty();
            nanos[0] += Duration.ofSeconds(9).toNanos();
            assertThat(taken.take(10)).isEmpty();
            assertThat(taken.seesUnfinished()).isTrue();
            nanos[0] += Duration.ofSeconds(2).toNanos();
            assertThat(taken.take(10)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"})
    void countsAreKeptWhateverTheTimes(Instant time) {
        FoldedCounts counts = new FoldedCounts();
        counts.add(new SpoolEvent.Denied(Path.of("event.1"), DeniedConnection.of(List.of("192.0.2.1", "sshd"), time)));
        assertThat(FoldedCounts.parse(counts.toString()).alert(Path.of("x")))
                .hasValueSatisfying(alert -> assertThat(alert.connections()).isOne());
    }
}
