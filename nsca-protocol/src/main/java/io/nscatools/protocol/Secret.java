package io.nscatools.protocol;

import java.util.Arrays;

/**
 * A password. Passwords are bytes, not characters (fact 8). It never shows itself: {@link #toString()} is a row of
 * stars whatever its length.
 */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;
    private boolean wiped;

    /** A secret of a copy of {@code bytes}; empty is allowed (fact 7). */
    public Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Returns the number of bytes. */
    int length() {
        return bytes.length;
    }

    /** Returns a copy of the bytes, cut or filled with zeros to {@code length} (fact 6). */
    byte[] key(int length) {
        return Arrays.copyOf(bytes(), length);
    }

    /** Returns a copy of the bytes: for a cipher, or to write them to another file of secrets; never for a log. */
    public synchronized byte[] bytes() {
        if (wiped) {
            throw new IllegalStateException("the secret has been wiped");
        }
        return bytes.clone();
    }

    /** Overwrites the bytes with zeros; the secret is of no use from then on. */
    @Override
    public synchronized void close() {
        Arrays.fill(bytes, (byte) 0);
        wiped = true;
    }

    @Override
    public String toString() {
        return "********";
    }
}
