package io.nscatools.protocol;

/** Bytes that repeat without end, to be XORed onto others: the password or the IV of encryption method 1. */
final class XorPad {
    private final int period;
    /** The bytes, repeated so that one loop over neighbours does most of a packet. */
    private final byte[] pad;

    /** A pad that repeats {@code bytes} and holds at least {@code length} of them; without any it changes nothing. */
    XorPad(byte[] bytes, int length) {
        period = bytes.length;
        pad = new byte[period == 0 ? 0 : (length + period - 1) / period * period];
        for (int start = 0; start < pad.length; start += period) {
            System.arraycopy(bytes, 0, pad, start, period);
        }
    }

    /** XORs the pad, from {@code position} bytes after its start, onto {@code length} bytes. */
    void apply(int position, byte[] bytes, int offset, int length) {
        if (period == 0) {
            return;
        }
        int start = position % period;
        int done = 0;
        while (done < length) {
            int run = Math.min(length - done, pad.length - start);
            for (int i = 0; i < run; i++) {
                bytes[offset + done + i] ^= pad[start + i];
            }
            done += run;
            start = 0;
        }
    }
}
