package io.nscatools.protocol;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param file the file's name as it was given
 * @param line the line, counted from 1; 0 if it is not about a line
 * @param key the key; empty if it is not about a key
 * @param message what is wrong and what to do; never holds a value that may be secret
 */
public record CfgProblem(String file, int line, String key, String message) {
    /** Returns {@code file:line: key: message} without the parts that it has not. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
