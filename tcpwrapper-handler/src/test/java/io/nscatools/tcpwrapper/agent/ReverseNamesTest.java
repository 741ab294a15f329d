package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReverseNamesTest {
    private static final PeerAddress ADDRESS = PeerAddress.parse("192.0.2.1").orElseThrow();
    private static final PeerAddress OTHER = PeerAddress.parse("192.0.2.2").orElseThrow();

    @Test
    void namesAreCleanedAndCached() {
        AtomicInteger lookUps = new AtomicInteger();
        ReverseNames names = new ReverseNames(
                address -> {
                    lookUps.incrementAndGet();
                    return Optional.of("a;b\n.example");
                },
                Duration.ofSeconds(20));
        for (int i = 0; i < 3; i++) {
            assertThat(names.of(List.of(ADDRESS))).isEqualTo(Map.of(ADDRESS, "a_b_.example"));
        }
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void nobodyWaitsBeyondTheLimit() {
        CountDownLatch never = new CountDownLatch(1);
        ReverseNames names = new ReverseNames(
                address -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.of("late.example");
                },
                Duration.ofMillis(1));
        assertThat(names.of(List.of(ADDRESS, OTHER))).isEmpty();
        for (int i = 0; i < 200; i++) {
            assertThat(names.of(List.of(PeerAddress.parse("198.51.100." + i).orElseThrow())))
                    .as("more than can wait")
                    .isEmpty();
        }
        never.countDown();
    }

    @Test
    void moreThanCanWaitTakeTurns() {
        ReverseNames names =
                new ReverseNames(address -> Optional.of("name-of-" + address.getHostAddress()), Duration.ofSeconds(20));
        List<PeerAddress> addresses = IntStream.range(0, 250)
                .mapToObj(i -> PeerAddress.parse("198.51.100." + i).orElseThrow())
                .toList();
        assertThat(names.of(addresses)).hasSize(250).containsEntry(addresses.get(249), "name-of-198.51.100.249");
    }

    @Test
    void aFailedLookUpIsNoName() {
        ReverseNames names = new ReverseNames(
                address -> {
                    throw new IllegalStateException("broken");
                },
                Duration.ofSeconds(20));
        assertThat(names.of(List.of(ADDRESS))).isEmpty();
    }
}
