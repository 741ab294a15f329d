package io.nscatools.server.sink;

import java.io.IOException;
import java.util.List;

/**
 * Nagios' side of a sink: takes lines in order and tells which of them have arrived. Used by the thread of its sink
 * only, and made so that no call blocks for long.
 *
 * <p>After an {@code IOException} its caller must {@link #abandon()} what was written and not yet taken.
 */
interface Outlet {
    /**
     * Returns about how many bytes of lines it takes now, 0 if it is busy with those before.
     *
     * @throws java.nio.file.NoSuchFileException if there is nothing to write to
     * @throws IOException if it cannot be written
     */
    int room() throws IOException;

    /** Writes whole lines, about as many bytes as there is {@link #room()} for. */
    void write(List<byte[]> lines) throws IOException;

    /** Returns how many of the lines written have arrived since this was last asked, the oldest first. */
    int taken() throws IOException;

    /**
     * Takes back the lines that have not arrived: they will not any more, and may be written again.
     *
     * @return how many have arrived since {@link #taken()} was last asked
     */
    int abandon();

    /** Closes what is open, after {@link #abandon()}. */
    void close();
}
