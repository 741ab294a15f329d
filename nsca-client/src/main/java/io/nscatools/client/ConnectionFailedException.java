package io.nscatools.client;

import java.io.IOException;

/** There is no connection to a daemon over which anything could have been sent. */
public final class ConnectionFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    @SuppressWarnings("serial") // a record of a string and a number
    private final ServerAddress server;

    /** What failed. */
    public enum Kind {
        /** The host's name has no address. */
        NAME_LOOKUP,
        /** Nobody listens there. */
        REFUSED,
        /** The network does not lead there. */
        UNREACHABLE,
        /** The connection was there, but the server ended it before its init packet was whole. */
        NO_INIT_PACKET,
        /** The connection was there, but the init packet did not come in time. */
        SILENT,
        /** None of that, only the time is over. */
        TIMEOUT
    }

    ConnectionFailedException(Kind kind, ServerAddress server, String message, Throwable cause) {
        super(server + ": " + message, cause);
        this.kind = kind;
        this.server = server;
    }

    /** Returns what failed. */
    public Kind kind() {
        return kind;
    }

    /** Returns the server that was tried; the last one if there were several. */
    public ServerAddress server() {
        return server;
    }
}
