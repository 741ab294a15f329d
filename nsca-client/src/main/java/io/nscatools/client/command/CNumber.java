package io.nscatools.client.command;

import java.math.BigInteger;

/** Numbers as C reads them from text: as far as they go, 0 where there is none. */
final class CNumber {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private CNumber() {}

    /**
     * Reads a decimal number as {@code atoi(3)} does: one too large for 64 bits becomes the nearest, then 32 are kept.
     */
    static int atoi(byte[] text) {
        return parse(text, 10).max(LONG_MIN).min(LONG_MAX).intValue();
    }

    /**
     * Reads a number as {@code strtol(3)} with base 0 does: {@code 0x} begins a hexadecimal one, {@code 0} an octal
     * one.
     *
     * @throws ArithmeticException if it is too large for 64 bits
     */
    static long strtol(byte[] text) {
        return parse(text, 0).longValueExact();
    }

    private static BigInteger parse(byte[] text, int base) {
        int i = 0;
        while (i < text.length && isSpace(text[i])) {
            i++;
        }
        boolean negative = i < text.length && text[i] == '-';
        if (i < text.length && (text[i] == '-' || text[i] == '+')) {
            i++;
        }
        int radix = base;
        if (base == 0) {
            radix = digit(text, i, 10) == 0 ? 8 : 10;
            if (radix == 8 && i + 1 < text.length && (text[i + 1] | 0x20) == 'x' && digit(text, i + 2, 16) >= 0) {
                radix = 16;
                i += 2;
            }
        }
        BigInteger value = BigInteger.ZERO;
        for (; digit(text, i, radix) >= 0; i++) {
            value = value.multiply(BigInteger.valueOf(radix)).add(BigInteger.valueOf(digit(text, i, radix)));
        }
        return negative ? value.negate() : value;
    }

    private static int digit(byte[] text, int index, int radix) {
        return index < text.length && text[index] > 0 ? Character.digit((char) text[index], radix) : -1;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
