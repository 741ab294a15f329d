package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.CheckResult;

/** A file in the spool, read. It stays there until what it tells has been delivered. */
sealed interface SpoolEvent {
    /** Returns the file's name. */
    String file();

    /** A refused connection. */
    record Denied(String file, DeniedConnection connection) implements SpoolEvent {}

    /** What somebody reported with {@code submit_check_result}. */
    record Submitted(String file, CheckResult result) implements SpoolEvent {}

    /**
     * Something that cannot be delivered.
     *
     * @param reason what is wrong with it
     */
    record Unusable(String file, String reason) implements SpoolEvent {}
}
