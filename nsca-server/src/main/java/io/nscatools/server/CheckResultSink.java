package io.nscatools.server;

import java.time.Duration;

/** Where accepted check results go, as lines for Nagios. May be used by several threads. */
interface CheckResultSink {
    /** Takes a line, newline included. Never blocks and never refuses: callers stop while {@link #isFull()}. */
    void submit(byte[] line);

    /** Returns whether callers should submit nothing more until told through {@link #whenNotFull(Runnable)}. */
    boolean isFull();

    /** Runs {@code action} once as soon as the sink is not full, on any thread; at once if it is not. */
    void whenNotFull(Runnable action);

    /** Writes what has been submitted, for as long as {@code deadline} allows, and says in the log what is left. */
    void close(Duration deadline);
}
