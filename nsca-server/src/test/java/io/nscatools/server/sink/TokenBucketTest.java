package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    private final TokenBucket bucket = new TokenBucket(new PaceConfig(Glob.of("*"), 4, 10), 0);

    @Test
    void letsABurstPassAndThenTheRate() {
        assertThat(bucket.available(0)).isEqualTo(10);
        bucket.take(10);
        assertThat(bucket.available(0)).isZero();
        assertThat(bucket.nanosToNext()).isEqualTo(SECOND / 4);
        assertThat(bucket.available(SECOND / 4 - 1)).isZero();
        assertThat(bucket.available(SECOND / 4)).isEqualTo(1);
        assertThat(bucket.available(SECOND)).isEqualTo(4);
    }

    @Test
    void savesNoMoreThanItsBurst() {
        bucket.take(10);
        assertThat(bucket.available(1000 * SECOND)).isEqualTo(10);
    }
}
