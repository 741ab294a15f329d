package io.nscatools.server.sink;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Opens sinks. */
public final class Sinks {
    private Sinks() {}

    /**
     * Opens all {@code configs}, at least one, as one sink: a result is safe when it is safe in each of them. What
     * their journals hold from before is delivered first.
     *
     * @throws IOException if another server uses one of the journals, or its files cannot be read: says which and why.
     *     A journal that cannot be made is a warning in the log; results then wait in memory, and senders with them
     */
    @SuppressWarnings("DoNotCallSuggester") // until the sinks are there
    public static CheckResultSink open(List<? extends SinkConfig> configs, List<PaceConfig> paces, Clock clock)
            throws IOException {
        return io.nscatools.server.TemporarySink.open(configs);
    }
}
