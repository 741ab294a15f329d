package io.nscatools.server.sink;

import java.util.List;

/**
 * How fast results of some services may reach Nagios; what comes faster waits in the journal and delays no other
 * service. Nagios 4 wedges for good on some 5,000 alerts of a volatile service in a burst (fact N6).
 *
 * @param service which services: a glob over the service description
 * @param resultsPerSecond the rate, 1 to 1,000,000
 * @param burst how many may pass at once after a quiet time, 1 to 1,000,000
 */
public record PaceConfig(Glob service, int resultsPerSecond, int burst) {
    private static final int LIMIT = 1_000_000;

    /** The pace limits unless something else is said: 400/s for the service {@code TCP Wrappers}, no other. */
    public static final List<PaceConfig> DEFAULT = List.of(new PaceConfig(Glob.of("TCP Wrappers"), 400, 400));

    /** Throws {@code IllegalArgumentException} for a number out of range. */
    public PaceConfig {
        requireInRange("resultsPerSecond", resultsPerSecond);
        requireInRange("burst", burst);
    }

    private static void requireInRange(String name, int value) {
        if (value < 1 || value > LIMIT) {
            throw new IllegalArgumentException(name + " must be 1 to " + LIMIT + ", not " + value);
        }
    }
}
