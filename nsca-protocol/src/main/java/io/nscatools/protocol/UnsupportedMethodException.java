package io.nscatools.protocol;

/** An encryption method that does not exist or that no peer can speak; the message says which to take instead. */
public final class UnsupportedMethodException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedMethodException(String message) {
        super(message);
    }
}
