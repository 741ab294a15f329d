package io.nscatools.tcpwrapper.access;

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
        return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": " + message + "; " + remedy;
    }
}
