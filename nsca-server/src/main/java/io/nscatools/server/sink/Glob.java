package io.nscatools.server.sink;

import io.nscatools.protocol.ByteString;

/** A pattern for a whole text: {@code *} stands for any bytes, {@code ?} for one byte, all else for itself. */
public final class Glob {
    private final ByteString pattern;

    private Glob(ByteString pattern) {
        this.pattern = pattern;
    }

    /** Returns the glob that {@code pattern} says, in UTF-8. */
    public static Glob of(String pattern) {
        return new Glob(ByteString.of(pattern));
    }

    /** Returns whether {@code text}, from its first to its last byte, is as the pattern says. */
    public boolean matches(ByteString text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int afterStar = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.byteAt(p) == '*') {
                star = p++;
                afterStar = t;
            } else if (p < pattern.length() && (pattern.byteAt(p) == '?' || pattern.byteAt(p) == text.byteAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.byteAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern.toString();
    }
}
