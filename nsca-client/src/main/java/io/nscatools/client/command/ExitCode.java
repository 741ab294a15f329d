package io.nscatools.client.command;

/** The exit codes of send_nsca, where the reference has them its own (facts 64, 67 to 74). */
final class ExitCode {
    static final int DELIVERED = 0;
    /** No connection, no result, bad input or configuration, rejected, failed, or time over. */
    static final int FAILED = 2;
    /** Wrong arguments; also after help and version, as plugins do. */
    static final int USAGE = 3;
    /** Wrong arguments with {@code --doctor}, whose other exit codes are those of {@code Findings}. */
    static final int DOCTOR_USAGE = 2;
    /** A server without receipts went away while results were sent. */
    static final int CONNECTION_LOST = 3;

    static final int SET_TOO_LONG = 255;

    private ExitCode() {}
}
