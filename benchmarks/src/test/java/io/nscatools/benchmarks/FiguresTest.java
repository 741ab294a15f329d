package io.nscatools.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void aSpreadHasTwoEnds() {
        assertThat(Figures.spread("%.1f", 3, 1, 2)).isEqualTo("2.0 (1.0 to 3.0)");
        assertThat(Figures.spread("%.1f", 2)).isEqualTo("2.0");
    }

    @Test
    void aPercentileIsOneOfTheValues() {
        double[] values = {4, 1, 3, 2};
        assertThat(Figures.percentile(50, values)).isEqualTo(2);
        assertThat(Figures.percentile(99, values)).isEqualTo(4);
        assertThat(Figures.percentile(0, values)).isEqualTo(1);
    }
}
