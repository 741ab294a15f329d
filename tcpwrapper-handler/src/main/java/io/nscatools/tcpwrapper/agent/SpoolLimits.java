package io.nscatools.tcpwrapper.agent;

import java.time.Duration;

/**
 * What the spool may hold while nothing can be delivered. Beyond it the oldest events are replaced by their counts.
 *
 * @param files how many events
 * @param bytes how many bytes in all
 * @param age how old an event may be
 */
record SpoolLimits(int files, long bytes, Duration age) {
    /** What holds where the configuration is silent. */
    static final SpoolLimits DEFAULT = new SpoolLimits(100_000, 100_000_000, Duration.ofDays(7));
}
