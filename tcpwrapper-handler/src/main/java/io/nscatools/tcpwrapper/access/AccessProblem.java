package io.nscatools.tcpwrapper.access;

import io.nscatools.protocol.ByteString;
import java.nio.charset.StandardCharsets;

/**
 * One thing that is wrong in a file of access rules.
 *
 * @param file the file's name as it was given
 * @param line the line, counted from 1; 0 if it is about the whole file
 * @param column the column in bytes, counted from 1; 0 if it is about the whole line
 * @param message what is wrong and what comes of it
 * @param remedy what to do
 */
public record AccessProblem(String file, int line, int column, String message, String remedy) {
    /** Returns {@code file:line:column: message; remedy} on one line, without the parts that it has not. */
    @Override
    public String toString() {
        String place = file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
        return place + ": " + printable(message + "; " + remedy);
    }

    /**
     * Returns text of a file, one byte in each char, for a person to read: decoded as UTF-8, on one line and without
     * control characters.
     */
    public static String printable(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteString.copyOf(bytes, 0, bytes.length).toString();
    }
}
