package io.nscatools.client;

import io.nscatools.protocol.CheckResult;
import java.util.List;

/**
 * What became of check results.
 *
 * <p>The numbers are exact. Where a server refused some results of a connection, nobody can tell which; then these
 * results are {@link DeliveryStatus#UNCONFIRMED} in the list, with the reason, and {@link #rejected()} counts those
 * refused, {@link #confirmed()} the others.
 *
 * @param outcomes one outcome for each result, in the order in which they were given
 * @param confirmed how many the server has confirmed
 * @param unconfirmed how many were handed to the network without an answer
 * @param rejected how many the server has refused or dropped
 * @param failed how many were not delivered
 * @param toResend the results that are not delivered and may be when sent again: to be kept by the caller. A server
 *     that took them without being able to say so gets them twice. Neither results that can never be delivered nor
 *     those of a connection of which some were refused are among them
 */
public record DeliveryReport(
        List<Outcome> outcomes,
        long confirmed,
        long unconfirmed,
        long rejected,
        long failed,
        List<CheckResult> toResend) {
    /**
     * What became of one result.
     *
     * @param result the result
     * @param status what became of it
     * @param reason why it is not confirmed, in one line; empty if it is
     */
    public record Outcome(CheckResult result, DeliveryStatus status, String reason) {}

    /** Copies the lists. */
    public DeliveryReport {
        outcomes = List.copyOf(outcomes);
        toResend = List.copyOf(toResend);
    }

    /**
     * Returns whether everything was delivered as far as anybody can know: nothing was rejected or failed, and nothing
     * is to be sent again.
     */
    public boolean isDelivered() {
        return rejected == 0 && failed == 0 && toResend.isEmpty();
    }
}
