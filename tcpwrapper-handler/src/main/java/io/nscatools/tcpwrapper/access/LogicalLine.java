package io.nscatools.tcpwrapper.access;

import java.util.List;

/**
 * A line as libwrap sees it: physical lines joined where one ends in a backslash.
 *
 * @param text the text, with its final newline if it has one
 * @param parts the physical lines that it was put together from
 */
record LogicalLine(String text, List<Part> parts) {
    /** A piece of the text: where it begins in the text and in the file. */
    record Part(int offset, int line, int column) {}

    int line() {
        return parts.get(0).line;
    }

    int lastLine() {
        return parts.get(parts.size() - 1).line;
    }

    /** Returns the file's position of the character at {@code offset} of the text, or just after its end. */
    Part position(int offset) {
        Part found = parts.get(0);
        for (Part part : parts) {
            if (part.offset <= offset) {
                found = part;
            }
        }
        return new Part(offset, found.line, found.column + offset - found.offset);
    }

    /** Returns whether libwrap accepts the line: a longer one, or the last one without a newline, ends the table. */
    boolean isComplete() {
        return text.endsWith("\n");
    }

    /** Returns whether the line is a comment or blank; only a {@code #} in the very first column starts a comment. */
    boolean isIgnored() {
        return text.charAt(0) == '#' || isBlank();
    }

    private boolean isBlank() {
        for (int i = 0; i < text.length(); i++) {
            if (" \t\r\n".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
