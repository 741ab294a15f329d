package io.nscatools.tcpwrapper.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a file into logical lines exactly as libwrap's xgets does with its buffer of 2048 bytes: a logical line has at
 * most 2047 bytes, the newline included, and a NUL byte hides what follows it up to and including the newline.
 */
final class LogicalLineReader {
    /** The most bytes of a logical line, newline included. */
    static final int MAX_LENGTH = 2047;

    private final String data;
    private int position;
    private int line = 1;
    private int lineStart;

    /** A reader of a file's bytes, one in each char. */
    LogicalLineReader(String data) {
        this.data = data;
    }

    /** Returns the next logical line, or nothing at the end of the file. */
    Optional<LogicalLine> next() {
        StringBuilder text = new StringBuilder();
        List<LogicalLine.Part> parts = new ArrayList<>();
        while (position < data.length() && text.length() < MAX_LENGTH) {
            if (!parts.isEmpty() && parts.get(parts.size() - 1).offset() == text.length()) {
                parts.remove(parts.size() - 1); // it has no text
            }
            parts.add(new LogicalLine.Part(text.length(), line, position - lineStart + 1));
            String chunk = readUpTo(MAX_LENGTH - text.length());
            if (chunk.endsWith("\\\n")) {
                text.append(chunk, 0, chunk.length() - 2);
            } else {
                text.append(chunk);
                if (chunk.endsWith("\n")) {
                    break;
                }
            }
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(new LogicalLine(text.toString(), List.copyOf(parts)));
    }

    /** Reads as fgets does, and returns what strlen finds of it: the part before a NUL. */
    private String readUpTo(int limit) {
        int start = position;
        int end = start;
        int nul = -1;
        boolean newline = false;
        while (end < data.length() && end - start < limit && !newline) {
            char c = data.charAt(end);
            if (c == 0 && nul < 0) {
                nul = end;
            }
            newline = c == '\n';
            end++;
        }
        position = end;
        if (newline) {
            line++;
            lineStart = end;
        }
        return data.substring(start, nul < 0 ? end : nul);
    }
}
