package io.nscatools.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

/**
 * What all connections share for as long as the server runs.
 *
 * @param clock the time
 * @param random where initialisation vectors come from
 * @param sources who is connected
 * @param rejections the log of what is refused
 * @param counters what is counted for metrics
 * @param lookups threads for what may take long, such as DNS; refuses tasks when too many wait
 * @param sideTasks a thread for what an event loop must not do but is done soon, such as reading a small file; it waits
 *     for no look-up; refuses tasks when too many wait
 */
record ServerContext(
        Clock clock,
        SecureRandom random,
        Sources sources,
        RejectionLog rejections,
        ServerCounters counters,
        ExecutorService lookups,
        ExecutorService sideTasks) {}
