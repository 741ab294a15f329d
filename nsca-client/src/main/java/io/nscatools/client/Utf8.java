package io.nscatools.client;

import io.nscatools.protocol.ByteString;

/** Cuts text between characters. */
final class Utf8 {
    private static final int MAX_CHARACTER_LENGTH = 4;

    private Utf8() {}

    /**
     * Returns the first {@code length} bytes of {@code text}, or up to three fewer where that would cut a character of
     * UTF-8 in two; all of it if there is no more.
     */
    static ByteString cut(ByteString text, int length) {
        if (text.length() <= length) {
            return text;
        }
        for (int end = length; end >= 0 && length - end < MAX_CHARACTER_LENGTH; end--) {
            boolean continues = (text.byteAt(end) & 0xc0) == 0x80;
            if (!continues) {
                return text.cutTo(end);
            }
        }
        return text.cutTo(length); // no UTF-8
    }
}
