package io.nscatools.client;

/** What a server answered to {@link NscaConnection#probe}. */
public enum ProbeAnswer {
    /** Encryption method and password are the server's. */
    AGREES,
    /** The server dropped the connection, as it does when encryption method or password is not its own. */
    DIFFERS,
    /** Nobody can tell: the server gives no receipt, or was stopped, or did not answer in time. */
    UNKNOWN
}
