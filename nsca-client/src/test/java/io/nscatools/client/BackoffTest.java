package io.nscatools.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({"0, 100", "1, 200", "2, 400", "3, 800", "4, 1000", "40, 1000", "1000000, 1000"})
    void pausesForARandomHalfOfATimeThatDoubles(int retry, long longest) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        Random random = new Random(1);
        assertThat(IntStream.range(0, 1000)
                        .mapToLong(i -> backoff.pause(retry, random).toMillis())
                        .summaryStatistics())
                .satisfies(pauses -> {
                    assertThat(pauses.getMin()).isBetween(longest / 2, longest * 6 / 10);
                    assertThat(pauses.getMax()).isBetween(longest * 9 / 10, longest);
                });
    }
}
