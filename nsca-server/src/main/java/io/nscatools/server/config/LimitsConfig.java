package io.nscatools.server.config;

import java.time.Duration;

/**
 * What the server bears.
 *
 * @param connections connections in all, at least 1
 * @param connectionsPerSource connections from one IPv4 address or one IPv6 network of 64 bits, at least 1
 * @param idleTime how long a connection may bring no whole packet; zero for ever
 * @param connectionTime how long a connection may last; zero for ever
 * @param resultsPerSecondPerSource results a second from one address or network; more are taken, but later; 0 any
 *     number
 */
public record LimitsConfig(
        int connections,
        int connectionsPerSource,
        Duration idleTime,
        Duration connectionTime,
        int resultsPerSecondPerSource) {
    /** What holds if nothing is configured. */
    public static final LimitsConfig DEFAULT =
            new LimitsConfig(10_000, 1000, Duration.ofSeconds(30), Duration.ofMinutes(15), 0);
}
