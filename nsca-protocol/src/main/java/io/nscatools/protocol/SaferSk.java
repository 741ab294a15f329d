package io.nscatools.protocol;

import static io.nscatools.protocol.SaferTables.bias;
import static io.nscatools.protocol.SaferTables.exp;
import static io.nscatools.protocol.SaferTables.log;
import static io.nscatools.protocol.SaferTables.rotateLeft;

/**
 * SAFER SK-64 and SK-128, 8-byte block, with 8 rounds each: libmcrypt gives SK-128 8 rounds instead of the usual 10, so
 * with both halves of its key equal it is SK-64.
 *
 * <p>Source: James L. Massey, "SAFER K-64: A Byte-Oriented Block-Ciphering Algorithm", Fast Software Encryption 1993,
 * and the strengthened key schedule of Lars Knudsen, 1995.
 */
final class SaferSk extends BlockCipher {
    private static final int BLOCK_LENGTH = 8;
    private static final int ROUNDS = 8;

    /** Two keys of 8 bytes a round and one at the end. */
    private final byte[] keys = new byte[BLOCK_LENGTH * (2 * ROUNDS + 1)];

    /** Key of 8 bytes for SK-64, of 16 bytes for SK-128. */
    SaferSk(byte[] key) {
        super(BLOCK_LENGTH);
        byte[] odd = withParity(key, key.length - BLOCK_LENGTH);
        byte[] even = withParity(key, 0);
        System.arraycopy(key, key.length - BLOCK_LENGTH, keys, 0, BLOCK_LENGTH);
        rotate(even, 5);
        for (int round = 1; round <= ROUNDS; round++) {
            rotate(even, 6);
            rotate(odd, 6);
            for (int j = 0; j < BLOCK_LENGTH; j++) {
                int position = BLOCK_LENGTH * (2 * round - 1) + j;
                keys[position] = (byte) (even[(j + 2 * round - 1) % 9] + bias(18 * round + j + 1));
                keys[position + BLOCK_LENGTH] = (byte) (odd[(j + 2 * round) % 9] + bias(18 * round + j + 10));
            }
        }
    }

    /** Half of the key, with a ninth byte: the XOR of the eight. */
    private static byte[] withParity(byte[] key, int offset) {
        byte[] half = new byte[BLOCK_LENGTH + 1];
        for (int j = 0; j < BLOCK_LENGTH; j++) {
            half[j] = key[offset + j];
            half[BLOCK_LENGTH] ^= half[j];
        }
        return half;
    }

    private static void rotate(byte[] bytes, int distance) {
        for (int j = 0; j < bytes.length; j++) {
            bytes[j] = rotateLeft(bytes[j], distance);
        }
    }

    /** Only the lowest eight bits of each variable count. */
    @Override
    void encrypt(int[] history, int at) {
        int d = history[at];
        int c = d >>> 8;
        int b = d >>> 16;
        int a = d >>> 24;
        int h = history[at + 4];
        int g = h >>> 8;
        int f = h >>> 16;
        int e = h >>> 24;
        int k = 0;
        for (int round = 0; round < ROUNDS; round++, k += 2 * BLOCK_LENGTH) {
            a = exp(a ^ keys[k]) + keys[k + 8];
            b = log(b + keys[k + 1]) ^ keys[k + 9];
            c = log(c + keys[k + 2]) ^ keys[k + 10];
            d = exp(d ^ keys[k + 3]) + keys[k + 11];
            e = exp(e ^ keys[k + 4]) + keys[k + 12];
            f = log(f + keys[k + 5]) ^ keys[k + 13];
            g = log(g + keys[k + 6]) ^ keys[k + 14];
            h = exp(h ^ keys[k + 7]) + keys[k + 15];

            // pseudo-Hadamard transforms: (x, y) becomes (2x + y, x + y)
            b += a;
            a += b;
            d += c;
            c += d;
            f += e;
            e += f;
            h += g;
            g += h;

            c += a;
            a += c;
            g += e;
            e += g;
            d += b;
            b += d;
            h += f;
            f += h;

            e += a;
            a += e;
            f += b;
            b += f;
            g += c;
            c += g;
            h += d;
            d += h;

            int t = b;
            b = e;
            e = c;
            c = t;
            t = d;
            d = f;
            f = g;
            g = t;
        }
        block[0] = word(a ^ keys[k], b + keys[k + 1], c + keys[k + 2], d ^ keys[k + 3]);
        block[1] = word(e ^ keys[k + 4], f + keys[k + 5], g + keys[k + 6], h ^ keys[k + 7]);
    }

    private static int word(int a, int b, int c, int d) {
        return a << 24 | (b & 0xff) << 16 | (c & 0xff) << 8 | d & 0xff;
    }
}
