package io.nscatools.server.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a sink is doing, for metrics and health.
 *
 * @param name the sink, as in the log
 * @param queuedResults how many results wait in memory or have been handed over and not yet been taken
 * @param journalResults how many results wait in the journal
 * @param journalBytes how many bytes the journal takes on disk
 * @param deliveredResults how many results Nagios has taken since the start
 * @param lastDelivery when it took the last one
 * @param latency how long one of the latest results took from {@code submit} until it was safe
 * @param trouble why the sink takes nothing just now, as the log says
 */
public record SinkStatus(
        String name,
        long queuedResults,
        long journalResults,
        long journalBytes,
        long deliveredResults,
        Optional<Instant> lastDelivery,
        Duration latency,
        Optional<String> trouble) {}
