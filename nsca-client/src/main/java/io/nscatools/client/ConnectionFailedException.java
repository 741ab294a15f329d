package io.nscatools.client;

import java.io.IOException;

/** There is no connection to the daemon over which anything could have been sent. */
public final class ConnectionFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
