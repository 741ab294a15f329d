package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.CheckResult;
import java.util.List;

/** Where check results go. */
interface Delivery extends AutoCloseable {
    /** Delivers results in their order; what goes wrong is told by the outcome. */
    Outcome deliver(List<CheckResult> results) throws InterruptedException;

    @Override
    void close();

    /**
     * What became of a batch.
     *
     * @param taken so many of the first results are delivered, as far as anybody can know
     * @param refused whether the others were refused for what they say, and would be again
     * @param problem why some were not taken or not confirmed, in one line; empty if there is nothing to say
     */
    record Outcome(int taken, boolean refused, String problem) {}
}
