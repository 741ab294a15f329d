package io.nscatools.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that repeat without end, to be XORed onto others: the password or the IV of encryption method 1. */
final class XorPad {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

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
            xor(pad, start, bytes, offset + done, run);
            done += run;
            start = 0;
        }
    }

    /** XORs a part of {@code pad} onto {@code length} bytes: eight at a time, then the rest. */
    static void xor(byte[] pad, int start, byte[] bytes, int offset, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            LONG.set(bytes, offset + i, (long) LONG.get(bytes, offset + i) ^ (long) LONG.get(pad, start + i));
        }
        for (; i < length; i++) {
            bytes[offset + i] ^= pad[start + i];
        }
    }
}
