package io.nscatools.client.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines as bytes, in constant memory whatever their length. */
final class LineReader {
    /** Longer than any line that is of use: each of 4095 bytes of output may be written {@code \u0000} in JSON. */
    static final int MAX_LINE_LENGTH = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[MAX_LINE_LENGTH];
    private int position;
    private int limit;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Returns the number of the latest line, counted from 1. */
    long number() {
        return number;
    }

    /**
     * Returns the next line without its LF or CR LF, or nothing at the end of the input.
     *
     * @throws BadInputException if it is too long; the line after it is next
     */
    Optional<byte[]> next() throws IOException, BadInputException {
        byte[] line = {};
        long length = 0;
        boolean any = false;
        while (fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            length += end - position;
            if (length <= MAX_LINE_LENGTH) {
                int start = line.length;
                line = Arrays.copyOf(line, start + end - position);
                System.arraycopy(buffer, position, line, start, end - position);
            }
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete) {
                break;
            }
        }
        if (!any) {
            return Optional.empty();
        }
        number++;
        if (length > MAX_LINE_LENGTH) {
            throw new BadInputException("has " + length + " bytes, at most " + MAX_LINE_LENGTH + " are read");
        }
        boolean carriageReturn = line.length > 0 && line[line.length - 1] == '\r';
        return Optional.of(carriageReturn ? Arrays.copyOf(line, line.length - 1) : line);
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return limit > 0;
    }
}
