package io.nscatools.client;

/** What became of a check result. */
public enum DeliveryStatus {
    /** The server's receipt says that the result is safe with it. */
    CONFIRMED,
    /** Handed to the network; nobody said what became of it. This is all that the C daemon ever allows to know. */
    UNCONFIRMED,
    /** The server dropped the connection or refused the result. */
    REJECTED,
    /** Not delivered: no connection, time over, or the server ended without the receipt that it had announced. */
    FAILED
}
