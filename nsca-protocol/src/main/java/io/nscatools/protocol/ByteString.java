package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable sequence of bytes: the text of a host name, a service description or a plugin output as it is on the
 * wire. NSCA names no character set and the reference programs hand bytes through unchanged, invalid UTF-8 included
 * (fact 24), so a {@code String} could not hold every text.
 */
public final class ByteString {
    /** The sequence of no bytes. */
    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the UTF-8 bytes of {@code text}. */
    public static ByteString of(String text) {
        return new ByteString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a copy of {@code length} bytes of {@code source} from {@code offset} on. */
    public static ByteString copyOf(byte[] source, int offset, int length) {
        return length == 0 ? EMPTY : new ByteString(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** Returns the number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Returns whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Returns the byte at {@code index}, counted from 0. */
    public byte byteAt(int index) {
        return bytes[index];
    }

    /** Returns the first {@code length} bytes, or this if there are no more than that. */
    public ByteString cutTo(int length) {
        return bytes.length <= length ? this : copyOf(bytes, 0, length);
    }

    /** Copies all bytes to {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /** Returns a copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /**
     * Returns the text for a person to read, on one line and safe to print: decoded as UTF-8, with {@code \xNN} in
     * place of a control character and U+FFFD in place of what is no UTF-8.
     */
    @Override
    public String toString() {
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                printable.append(String.format("\\x%02x", (int) c));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }
}
