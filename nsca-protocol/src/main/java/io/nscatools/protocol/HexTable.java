package io.nscatools.protocol;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Tables of 32-bit words that are too long to stand in the source: text files beside the classes, with words of eight
 * hexadecimal digits after a line of comment.
 */
final class HexTable {
    private HexTable() {}

    /** Reads all words of a file. */
    static int[] words(String file) {
        String text = text(file);
        String[] digits = text.substring(text.indexOf('\n') + 1).trim().split("\\s+", -1);
        int[] words = new int[digits.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = HexFormat.fromHexDigits(digits[i]);
        }
        return words;
    }

    private static String text(String file) {
        try (InputStream in = requireNonNull(HexTable.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
