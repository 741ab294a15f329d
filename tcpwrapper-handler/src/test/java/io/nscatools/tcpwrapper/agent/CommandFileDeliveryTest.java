package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandFileDeliveryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    private static final String LINE =
            "[1700000000] PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied sshd-192.0.2.";

    @TempDir
    private Path folder;

    @Test
    void appendsToAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("commands"), "before\n");
        try (Delivery delivery = new CommandFileDelivery(file, CLOCK, Duration.ofSeconds(20))) {
            assertThat(delivery.deliver(results(2))).isEqualTo(new Delivery.Outcome(2, false, ""));
        }
        assertThat(file).hasContent("before\n" + LINE + "0\n" + LINE + "1\n");
    }

    @Test
    void isNeverMadeAndNobodyWaitsForIt() throws Exception {
        Path file = folder.resolve("commands");
        try (Delivery delivery = new CommandFileDelivery(file, CLOCK, Duration.ofSeconds(20))) {
            assertThat(delivery.deliver(results(1)))
                    .isEqualTo(new Delivery.Outcome(0, false, file + ": is not there, is Nagios running?"));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aPipeThatNobodyReadsIsToldOfAndWrittenToOnceSomebodyDoes() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (Delivery delivery = new CommandFileDelivery(pipe, CLOCK, Duration.ofMillis(50))) {
            String nobody = pipe + ": nobody reads it, is Nagios running?";
            assertThat(delivery.deliver(results(1))).isEqualTo(new Delivery.Outcome(0, false, nobody));
            assertThat(delivery.deliver(results(1))).isEqualTo(new Delivery.Outcome(0, false, nobody));

            CompletableFuture<List<String>> read = CompletableFuture.supplyAsync(() -> lines(pipe, 1000));
            Delivery.Outcome outcome = new Delivery.Outcome(0, false, "");
            int taken = 0;
            while (taken < 1000) {
                outcome = delivery.deliver(results(1000).subList(taken, 1000));
                taken += outcome.taken();
            }
            assertThat(outcome.problem()).isEmpty();
            assertThat(read.get().stream().distinct())
                    .as("what was being written when the time was over may come twice")
                    .hasSize(1000)
                    .allMatch(line -> line.startsWith(LINE));
        }
    }

    private static List<String> lines(Path pipe, int count) {
        List<String> lines = new ArrayList<>();
        while (lines.stream().distinct().count() < count) {
            try (BufferedReader reader = Files.newBufferedReader(pipe, StandardCharsets.UTF_8)) {
                reader.lines().forEach(lines::add);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return lines;
    }

    private static List<CheckResult> results(int count) {
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(CheckResult.of(
                    ByteString.of("firestorm"),
                    ByteString.of("TCP Wrappers"),
                    2,
                    ByteString.of("Denied sshd-192.0.2." + i)));
        }
        return results;
    }
}
