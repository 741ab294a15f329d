package io.nscatools.client;

/**
 * How a connection ended, and so what became of all results sent over it.
 *
 * <p>If the server refused some of them, not all, nobody can tell which: then the status is
 * {@link DeliveryStatus#UNCONFIRMED} and the numbers are exact.
 *
 * @param status what is true of every result of the connection
 * @param sent how many results were handed to the connection
 * @param accepted how many of them are safe with the server, by its receipt
 * @param refused how many of them the server dropped for what they say, by its receipt; it would do so again
 * @param reason why they are not confirmed, in one line; empty if they are
 */
public record Confirmation(DeliveryStatus status, long sent, long accepted, long refused, String reason) {
    static Confirmation unconfirmed(long sent, String reason) {
        return new Confirmation(DeliveryStatus.UNCONFIRMED, sent, 0, 0, reason);
    }

    static Confirmation rejected(long sent, String reason) {
        return new Confirmation(DeliveryStatus.REJECTED, sent, 0, 0, reason);
    }

    static Confirmation failed(long sent, String reason) {
        return new Confirmation(DeliveryStatus.FAILED, sent, 0, 0, reason);
    }

    /** A receipt for every one of {@code sent} results. */
    static Confirmation ofReceipt(long sent, long accepted, long refused) {
        if (refused == 0) {
            return new Confirmation(DeliveryStatus.CONFIRMED, sent, accepted, 0, "");
        }
        DeliveryStatus status = accepted == 0 ? DeliveryStatus.REJECTED : DeliveryStatus.UNCONFIRMED;
        String reason = refused + " of " + sent + " refused by the server, whose log says why";
        return new Confirmation(status, sent, accepted, refused, reason);
    }

    /** Returns whether the same results may be sent again and may be taken then. */
    boolean mayBeRetried() {
        return refused == 0 && (status == DeliveryStatus.REJECTED || status == DeliveryStatus.FAILED);
    }
}
