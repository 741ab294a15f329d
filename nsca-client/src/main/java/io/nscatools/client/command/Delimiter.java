package io.nscatools.client.command;

import java.nio.charset.StandardCharsets;

/** The values of {@code -d} and {@code -ds}, read as send_nsca reads them (fact 66). */
final class Delimiter {
    private Delimiter() {}

    /**
     * Returns the delimiter's byte, 0 to 255; 0 delimits no fields.
     *
     * @throws IllegalArgumentException if {@code text} is a number out of range or not ASCII where that cannot be told
     */
    static int ofFields(String text) {
        return parse(text) & 0xff;
    }

    /**
     * Returns what separates sets: a byte, 0 to 127, or a negative number, which separates nothing: send_nsca compares
     * a signed char with what it read.
     *
     * @throws IllegalArgumentException as {@link #ofFields(String)} does
     */
    static int ofSets(String text) {
        return (byte) parse(text);
    }

    private static int parse(String text) {
        if (text.indexOf('\ufffd') >= 0) {
            throw new IllegalArgumentException(
                    "delimiter is not ASCII and this locale cannot tell it; give its number, such as 0xa7");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return 0;
        }
        boolean number = bytes.length > 1 && "0123456789+-".indexOf(text.charAt(0)) >= 0;
        try {
            return number ? (int) CNumber.strtol(bytes) : bytes[0];
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("delimiter '" + text + "' is out of range", e);
        }
    }
}
