package io.nscatools.client;

/** What a client makes of the server's receipt, which our server gives and the C daemon does not. */
public enum ConfirmMode {
    /** Wait for the server's end: with a receipt results are confirmed, without one unconfirmed. */
    AUTO,
    /** The same, but unconfirmed results count as not delivered. */
    REQUIRE,
    /** Do not wait: close the connection after the last result, as the C client does. All results are unconfirmed. */
    OFF
}
