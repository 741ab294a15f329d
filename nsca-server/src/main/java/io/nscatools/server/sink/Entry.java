package io.nscatools.server.sink;

/**
 * A line on its way to Nagios.
 *
 * @param line the external command, its newline included
 * @param listener told once the line is safe
 * @param since when it was submitted, in nanoseconds of the sink's ticker
 * @param lane the number of its lane
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Entry(byte[] line, SafeListener listener, long since, int lane) {
    /** What a line costs in memory beside its bytes, about. */
    private static final int OVERHEAD = 100;

    /** Returns about how many bytes of memory the entry takes. */
    int weight() {
        return line.length + OVERHEAD;
    }
}
