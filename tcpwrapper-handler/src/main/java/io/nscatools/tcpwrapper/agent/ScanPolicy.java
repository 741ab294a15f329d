package io.nscatools.tcpwrapper.agent;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What counts as a scan.
 *
 * @param daemons so many different daemons refused to one source within {@code within} are a scan; empty: not watched
 * @param sources so many different sources refused by one daemon within {@code within} are a scan; empty: not watched
 * @param within the time that both count over
 */
record ScanPolicy(OptionalInt daemons, OptionalInt sources, Duration within) {
    /** No scan detection, which is what holds where the configuration is silent. */
    static final ScanPolicy NONE = new ScanPolicy(OptionalInt.empty(), OptionalInt.empty(), Duration.ofSeconds(60));

    /** Returns whether anything is watched. */
    boolean watches() {
        return daemons.isPresent() || sources.isPresent();
    }
}
