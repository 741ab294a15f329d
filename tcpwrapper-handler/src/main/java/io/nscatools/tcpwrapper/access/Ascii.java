package io.nscatools.tcpwrapper.access;

/** Compares text without regard to case as strcasecmp does in the C locale: only the letters of ASCII have case. */
final class Ascii {
    private Ascii() {}

    static boolean equal(String a, String b) {
        return a.length() == b.length() && startsWith(a, b);
    }

    static boolean startsWith(String text, String prefix) {
        return matchesAt(text, 0, prefix);
    }

    static boolean endsWith(String text, String suffix) {
        return matchesAt(text, text.length() - suffix.length(), suffix);
    }

    private static boolean matchesAt(String text, int offset, String part) {
        if (offset < 0 || offset + part.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (lower(text.charAt(offset + i)) != lower(part.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** Returns whether C's isspace holds. */
    static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
