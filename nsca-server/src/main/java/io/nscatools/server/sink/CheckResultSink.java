package io.nscatools.server.sink;

import java.time.Duration;
import java.util.List;

/** Where accepted check results go. For use by several threads at once. */
public interface CheckResultSink {
    /**
     * Takes a result. Never blocks and never refuses: callers stop while {@link #isFull()}.
     *
     * @param listener told once the result is safe
     */
    void submit(AcceptedResult result, SafeListener listener);

    /** Returns whether callers should submit nothing more until told through {@link #whenNotFull(Runnable)}. */
    boolean isFull();

    /** Runs {@code action} once as soon as the sink is not full, on any thread; at once if it is not. */
    void whenNotFull(Runnable action);

    /** Returns how each sink is doing just now, in the order of their configuration. */
    List<SinkStatus> status();

    /**
     * Writes what has been submitted, for as long as {@code deadline} allows, puts the rest into the journals and says
     * in the log how much that is, and what is lost if a journal cannot take it. Nothing may be submitted any more.
     *
     * @return how many results are lost, at least 0; one counts for each sink that it is lost for
     */
    long close(Duration deadline);
}
