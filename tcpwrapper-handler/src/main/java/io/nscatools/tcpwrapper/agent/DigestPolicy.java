package io.nscatools.tcpwrapper.agent;

import java.time.Duration;

/**
 * When refused connections are counted together instead of being an alert each. Rates count connections as the agent
 * takes them from the spool: what reaches Nagios at once is what can wedge it (fact N6), whenever it happened.
 *
 * @param threshold so many connections within {@code within} are an alert each; those beyond are digested; 0 digests
 *     all
 * @param perSource the same for the connections of one source to one daemon
 * @param within the time that both count over
 * @param window how long a digest is open before it is sent
 * @param top how many sources and daemons of a window get an alert of their own, the most frequent first; the rest
 *     share one
 */
record DigestPolicy(int threshold, int perSource, Duration within, Duration window, int top) {
    /** What holds where the configuration is silent. */
    static final DigestPolicy DEFAULT = new DigestPolicy(20, 5, Duration.ofSeconds(10), Duration.ofSeconds(60), 100);
}
