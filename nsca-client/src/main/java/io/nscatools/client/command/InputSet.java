package io.nscatools.client.command;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.HostCheckResult;
import io.nscatools.protocol.ServiceCheckResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One set of send_nsca's input, parsed exactly as send_nsca parses it:
 *
 * <pre>
 * host name [tab] service description [tab] return code [tab] plugin output
 * host name [tab] return code [tab] plugin output
 * </pre>
 *
 * Blanks, tabs, CR and LF are cut off its end only (fact 57). Delimiters in a row count as one before the output,
 * leading ones not at all (fact 58); behind the third, everything is output (fact 60).
 */
final class InputSet {
    private final byte[] text;
    private final int delimiter;
    private final Consumer<String> notices;
    private int position;

    private InputSet(byte[] text, int delimiter, Consumer<String> notices) {
        this.text = text;
        this.delimiter = delimiter;
        this.notices = notices;
    }

    /**
     * Returns the check result in {@code set}, or nothing if it has fewer than three fields (fact 61). What the
     * reference takes in silence for something else is told to {@code notices}.
     */
    static Optional<CheckResult> parse(byte[] set, int delimiter, Consumer<String> notices) {
        return new InputSet(strip(set), delimiter, notices).parse();
    }

    private Optional<CheckResult> parse() {
        byte[] hostName = field();
        byte[] second = field();
        byte[] third = field();
        if (third.length == 0) {
            if (hostName.length > 0) {
                notices.accept("fewer than three fields, skipped");
            }
            return Optional.empty();
        }
        if (position >= text.length) {
            return Optional.of(new HostCheckResult(bytes(hostName), returnCode(second), bytes(third)));
        }
        byte[] output = Arrays.copyOfRange(text, position, text.length);
        return Optional.of(new ServiceCheckResult(bytes(hostName), bytes(second), returnCode(third), bytes(output)));
    }

    /** The next field, empty if there is none; the one delimiter after it is passed over. */
    private byte[] field() {
        while (position < text.length && isDelimiter(text[position])) {
            position++;
        }
        int start = position;
        while (position < text.length && !isDelimiter(text[position])) {
            position++;
        }
        byte[] field = Arrays.copyOfRange(text, start, position);
        position = Math.min(position + 1, text.length);
        return field;
    }

    /** Delimiter 0 delimits nothing: the text ends before its first NUL. */
    private boolean isDelimiter(byte b) {
        return (b & 0xff) == delimiter;
    }

    /** A return code is read like atoi and keeps 16 bits (fact 62). */
    private int returnCode(byte[] field) {
        int code = (short) CNumber.atoi(field);
        if (!Arrays.equals(field, Integer.toString(code).getBytes(StandardCharsets.US_ASCII))) {
            notices.accept("return code '" + bytes(field) + "' is taken for " + code);
        }
        return code;
    }

    private static ByteString bytes(byte[] field) {
        return ByteString.copyOf(field, 0, field.length);
    }

    /** A NUL ends the text (fact 63); then the white space at its end goes. */
    private static byte[] strip(byte[] set) {
        int end = 0;
        while (end < set.length && set[end] != 0) {
            end++;
        }
        while (end > 0 && " \t\r\n".indexOf(set[end - 1]) >= 0) {
            end--;
        }
        return Arrays.copyOf(set, end);
    }
}
