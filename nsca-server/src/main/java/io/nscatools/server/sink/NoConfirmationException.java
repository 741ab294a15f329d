package io.nscatools.server.sink;

import java.io.IOException;

/** Who reads the command file does not carry out files of commands. */
final class NoConfirmationException extends IOException {
    private static final long serialVersionUID = 1L;

    NoConfirmationException() {
        super("its reader does not carry out and delete files that PROCESS_FILE names; it gets the lines themselves");
    }
}
