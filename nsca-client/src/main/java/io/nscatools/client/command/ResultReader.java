package io.nscatools.client.command;

import io.nscatools.protocol.CheckResult;
import java.io.IOException;
import java.util.Optional;

/** Reads check results, one after the other. */
interface ResultReader {
    /**
     * Returns the next result, or nothing at the end of the input.
     *
     * @throws BadInputException if the next piece of the input is no result; the one after it may be
     * @throws IOException if nothing more can be read
     */
    Optional<CheckResult> next() throws BadInputException, IOException;

    /** Returns the place of the latest piece, such as {@code line 3}. */
    String place();
}
