package io.nscatools.protocol;

import static io.nscatools.protocol.RijndaelKey.ROUNDS;
import static io.nscatools.protocol.RijndaelKey.s;

/**
 * AES-256 for the first packets of a short program: nothing but arithmetic on words, which the interpreter and the
 * first compiler are quick with and which needs nothing loaded. Words have row 0 of a column in the high byte.
 *
 * <p>Source: FIPS 197; the four tables, which do substitution and mixing at once: Daemen, Rijmen, "AES Proposal:
 * Rijndael", 1999, section 5.2.1.
 */
final class PlainAes extends BlockCipher {
    private static final int BLOCK_LENGTH = 16;

    private static final int[] T0 = new int[256];
    private static final int[] T1 = new int[256];
    private static final int[] T2 = new int[256];
    private static final int[] T3 = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int s = s(i);
            int twice = RijndaelKey.twice(s);
            T0[i] = twice << 24 | s << 16 | s << 8 | twice ^ s;
            T1[i] = Integer.rotateRight(T0[i], 8);
            T2[i] = Integer.rotateRight(T0[i], 16);
            T3[i] = Integer.rotateRight(T0[i], 24);
        }
    }

    private final int[] keys;

    PlainAes(byte[] key) {
        super(BLOCK_LENGTH);
        keys = RijndaelKey.expand(key, block.length);
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Integer.reverseBytes(keys[i]);
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int[] k = keys;
        int a = history[at] ^ k[0];
        int b = history[at + 4] ^ k[1];
        int c = history[at + 8] ^ k[2];
        int d = history[at + 12] ^ k[3];
        int last = 4 * ROUNDS;
        for (int i = 4; i < last; i += 4) {
            int newA = mix(a, b, c, d) ^ k[i];
            int newB = mix(b, c, d, a) ^ k[i + 1];
            int newC = mix(c, d, a, b) ^ k[i + 2];
            d = mix(d, a, b, c) ^ k[i + 3];
            a = newA;
            b = newB;
            c = newC;
        }
        block[0] = substitute(a, b, c, d) ^ k[last];
        block[1] = substitute(b, c, d, a) ^ k[last + 1];
        block[2] = substitute(c, d, a, b) ^ k[last + 2];
        block[3] = substitute(d, a, b, c) ^ k[last + 3];
    }

    private static int mix(int a, int b, int c, int d) {
        return T0[a >>> 24] ^ T1[b >>> 16 & 0xff] ^ T2[c >>> 8 & 0xff] ^ T3[d & 0xff];
    }

    /** The last round does not mix. */
    private static int substitute(int a, int b, int c, int d) {
        return s(a >>> 24) << 24 | s(b >>> 16) << 16 | s(c >>> 8) << 8 | s(d);
    }
}
