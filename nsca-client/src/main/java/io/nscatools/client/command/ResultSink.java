package io.nscatools.client.command;

import io.nscatools.protocol.CheckResult;
import java.io.IOException;

/** Where the results of a run go. */
interface ResultSink {
    /** Begins; returns false, with the reason printed, if there is no use in reading any results. */
    boolean begin();

    /** Takes a result; throws if nothing more can be taken, which {@link #end()} explains. */
    void add(CheckResult result) throws IOException;

    /** Sends what has been taken so far; called when the input has nothing more for now. */
    void idle() throws IOException;

    /** Ends, and returns what became of all results; called also after one of the others has thrown. */
    Tally end();

    /** Returns how many results are confirmed so far. */
    default long confirmed() {
        return 0;
    }

    /** Returns whether results are sent at all, so that there is something to say of them. */
    default boolean sends() {
        return true;
    }

    /** Returns the exit code if {@link #add} or {@link #idle} has thrown. */
    int lostExitCode();
}
