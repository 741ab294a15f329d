package io.nscatools.tcpwrapper.access;

/**
 * Matches text against a pattern with {@code *} (any text) and {@code ?} (any one character), as match_pattern_ylo in
 * libwrap does: a star that is followed by {@code *} or {@code ?} needs at least one character, so {@code a**} does not
 * match {@code a}. Takes time in proportion to both lengths, whatever the pattern.
 */
final class Wildcards {
    private Wildcards() {}

    static boolean isIn(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
    }

    static boolean matches(String pattern, String text) {
        int length = text.length();
        // rows[i]: whether the pattern from its character p + i on matches the text from each of its characters on.
        boolean[] next = new boolean[length + 1];
        boolean[] afterNext = new boolean[length + 1];
        next[length] = true;
        for (int p = pattern.length() - 1; p >= 0; p--) {
            boolean[] row = row(pattern, p, text, next, afterNext);
            afterNext = next;
            next = row;
        }
        return next[0];
    }

    private static boolean[] row(String pattern, int p, String text, boolean[] next, boolean[] afterNext) {
        int length = text.length();
        boolean[] row = new boolean[length + 1];
        char c = pattern.charAt(p);
        char following = p + 1 < pattern.length() ? pattern.charAt(p + 1) : 0;
        row[length] = c == '*' && following == 0;
        for (int t = length - 1; t >= 0; t--) {
            if (c != '*') {
                row[t] = (c == '?' || same(c, text.charAt(t))) && next[t + 1];
            } else if (following == 0) {
                row[t] = true;
            } else if (following == '*' || following == '?') {
                row[t] = next[t] || row[t + 1];
            } else {
                row[t] = same(following, text.charAt(t)) && afterNext[t + 1] || row[t + 1];
            }
        }
        return row;
    }

    private static boolean same(char a, char b) {
        return Ascii.lower(a) == Ascii.lower(b);
    }
}
