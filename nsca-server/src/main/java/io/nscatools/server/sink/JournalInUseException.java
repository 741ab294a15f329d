package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.file.Path;

/** A journal belongs to another server. */
public final class JournalInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalInUseException(Path directory) {
        super("journal " + directory + " is used by another server; give each server a journal of its own");
    }
}
