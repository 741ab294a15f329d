package io.nscatools.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What several rounds of a measurement found, in the words of a table. */
final class Figures {
    private Figures() {}

    static double median(double... values) {
        return percentile(50, values);
    }

    /** Returns the smallest of {@code values} that at least {@code percent} percent of them do not exceed. */
    static double percentile(double percent, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    /** Returns the median and, in brackets, the spread if there are several values. */
    static String spread(String format, double... values) {
        if (values.length == 1) {
            return String.format(Locale.ROOT, format, values[0]);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median(sorted),
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
