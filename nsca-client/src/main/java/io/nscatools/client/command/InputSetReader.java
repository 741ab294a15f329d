package io.nscatools.client.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits standard input into sets, each meant to be one check result, at a separator byte: ETB (0x17) unless told
 * otherwise, not at newlines (fact 54).
 */
final class InputSetReader {
    /** The most bytes that a set may have (fact 64). */
    static final int MAX_SET_LENGTH = 5120;

    private final InputStream in;
    private final int separator;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;

    /** A reader of {@code in} with a {@code separator} byte; a negative one separates nothing. */
    InputSetReader(InputStream in, int separator) {
        this.in = in;
        this.separator = separator;
    }

    /** A set has more than {@link #MAX_SET_LENGTH} bytes. */
    static final class SetTooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Returns the next set without its separator, which may be empty, or nothing at the end of the input.
     *
     * @throws IOException if the input cannot be read
     * @throws SetTooLongException if it is too long; the sets before it have been returned
     */
    Optional<byte[]> next() throws IOException {
        byte[] set = {};
        while (fill()) {
            int end = position;
            while (end < limit && buffer[end] != separator) {
                end++;
            }
            int start = set.length;
            if (start + end - position > MAX_SET_LENGTH) {
                throw new SetTooLongException();
            }
            set = Arrays.copyOf(set, start + end - position);
            System.arraycopy(buffer, position, set, start, end - position);
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete) {
                return Optional.of(set);
            }
        }
        return set.length == 0 ? Optional.empty() : Optional.of(set);
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return limit > 0;
    }
}
