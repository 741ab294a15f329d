package io.nscatools.server.sink;

import java.nio.file.Path;

/**
 * Where a sink keeps on disk what it cannot hand over yet.
 *
 * @param directory the journal's own directory; created if missing, its parent is not; no other server may use it
 * @param maxBytes how long the journal may grow, in bytes, at least {@value #MIN_BYTES}; senders wait while it is full
 */
public record JournalConfig(Path directory, long maxBytes) {
    /** The smallest size limit: 1 MiB. */
    public static final long MIN_BYTES = 1 << 20;
    /** The size limit unless something else is said: 1 GiB. */
    public static final long DEFAULT_MAX_BYTES = 1L << 30;

    /** Throws {@code IllegalArgumentException} for a size limit that is too small. */
    public JournalConfig {
        if (maxBytes < MIN_BYTES) {
            throw new IllegalArgumentException("a journal needs at least " + MIN_BYTES + " bytes, not " + maxBytes);
        }
    }

    /** Returns the default for a sink that writes to {@code path}: the directory {@code <path>.journal}, 1 GiB. */
    public static JournalConfig beside(Path path) {
        return new JournalConfig(path.resolveSibling(path.getFileName() + ".journal"), DEFAULT_MAX_BYTES);
    }
}
