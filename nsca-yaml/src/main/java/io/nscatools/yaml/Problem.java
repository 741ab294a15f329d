package io.nscatools.yaml;

/**
 * One thing that is wrong in a file.
 *
 * @param file the file's name as it was given
 * @param line the line, counted from 1; 0 if it is about the whole file
 * @param column the column, counted from 1
 * @param message what is wrong and what to do
 */
public record Problem(String file, int line, int column, String message) {
    /** Returns {@code file:line:column: message}. */
    @Override
    public String toString() {
        return file.replaceAll("\\p{Cntrl}", "?") + (line > 0 ? ":" + line + ":" + column : "") + ": " + message;
    }
}
