package io.nscatools.server.sink;

import java.io.IOException;

/** A journal has grown as long as it may. */
final class JournalFullException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalFullException(long maxBytes) {
        super("the journal has reached its limit of " + maxBytes + " bytes");
    }
}
