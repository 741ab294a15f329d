package io.nscatools.tcpwrapper.access;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers as scanf and strtol of the C library do on a 64-bit machine, overflow included. */
final class CNumber {
    private static final Pattern START = Pattern.compile("[ \\t-\\r]*([+-]?)([0-9]+)");
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger ULONG_MAX = LONG_MAX.add(LONG_MAX).add(BigInteger.ONE);

    private CNumber() {}

    /** Returns {@code text} as {@code sscanf("%d%c")} reads it if nothing follows the number. */
    static Optional<Integer> signed(String text) {
        Matcher number = START.matcher(text);
        return number.matches() ? Optional.of(truncated(number)) : Optional.empty();
    }

    /** Returns the number at the start of {@code text} as {@code (int) strtol(text, 0, 10)}; 0 if there is none. */
    static int leading(String text) {
        Matcher number = START.matcher(text);
        return number.lookingAt() ? truncated(number) : 0;
    }

    private static int truncated(Matcher number) {
        BigInteger value = value(number, 10);
        return value.min(LONG_MAX).max(LONG_MIN).intValue();
    }

    /** Returns {@code text} as {@code sscanf("%u%c")}, or %o, reads it if nothing follows the number: modulo 2^32. */
    static Optional<Long> unsigned(String text, int radix) {
        Matcher number = START.matcher(text);
        if (!number.matches() || radix == 8 && text.matches(".*[89].*")) {
            return Optional.empty();
        }
        BigInteger value = value(number, radix);
        BigInteger limited = value.abs().compareTo(ULONG_MAX) > 0 ? ULONG_MAX : value;
        return Optional.of(limited.intValue() & 0xffffffffL);
    }

    private static BigInteger value(Matcher number, int radix) {
        BigInteger value = new BigInteger(number.group(2), radix);
        return number.group(1).equals("-") ? value.negate() : value;
    }
}
