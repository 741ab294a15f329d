package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.CheckResult;
import java.nio.file.Path;

/** A file in the spool, read. It stays there until what it tells has been delivered. */
sealed interface SpoolEvent {
    /** Returns the file's name in the spool; a path, since the bytes of a name need not be any text. */
    Path file();

    /** A refused connection. */
    record Denied(Path file, DeniedConnection connection) implements SpoolEvent {}

    /** What somebody reported with {@code submit_check_result}. */
    record Submitted(Path file, CheckResult result) implements SpoolEvent {}

    /**
     * Something that cannot be delivered.
     *
     * @param reason what is wrong with it
     */
    record Unusable(Path file, String reason) implements SpoolEvent {}
}
