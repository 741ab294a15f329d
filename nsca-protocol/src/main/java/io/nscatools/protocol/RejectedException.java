package io.nscatools.protocol;

/** A packet or a check result that must not be taken; the message says why in words fit for a log line. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    /** A rejection for {@code reason}, explained by {@code message}. */
    public RejectedException(RejectReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns the kind of rejection. */
    public RejectReason reason() {
        return reason;
    }
}
