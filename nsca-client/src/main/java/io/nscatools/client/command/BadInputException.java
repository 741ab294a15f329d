package io.nscatools.client.command;

/** A piece of input that is no check result; the message says why, and reading can go on after it. */
final class BadInputException extends Exception {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
