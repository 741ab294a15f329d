package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.CheckResult;
import java.nio.file.Path;
import java.util.List;

/**
 * A check result on its way.
 *
 * @param result the result
 * @param files the files that may go once it has been delivered
 * @param connections how many refused connections it tells of
 * @param kind where it comes from
 */
record Outgoing(CheckResult result, List<Path> files, int connections, Kind kind) {
    /** Where a result comes from. */
    enum Kind {
        /** The agent: about refused connections. */
        ALERT,
        /** The agent: about none for a while. */
        BACK_TO_OK,
        /** Somebody else, through {@code submit_check_result}. */
        SUBMITTED
    }
}
