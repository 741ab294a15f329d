package io.nscatools.server.sink;

/** Is told when a result is safe. */
@FunctionalInterface
public interface SafeListener {
    /** Does nothing. */
    SafeListener NONE = () -> {};

    /**
     * The result is safe: taken by who reads the command file, or on disk. Runs exactly once, on any thread, and never
     * while the result is only in memory; must not block.
     */
    void safe();
}
