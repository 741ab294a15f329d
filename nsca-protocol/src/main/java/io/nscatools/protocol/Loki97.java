package io.nscatools.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * LOKI97 with a key of 32 bytes: 16-byte block, 16 rounds. libmcrypt reads and writes its 32-bit words low byte first.
 *
 * <p>Source: Lawrie Brown, Josef Pieprzyk, "Introducing the new LOKI97 Block Cipher", 1998.
 */
final class Loki97 extends BlockCipher {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK_LENGTH = 16;
    private static final int ROUNDS = 16;
    private static final long DELTA = 0x9e3779b97f4a7c15L;

    private static final int S1_BITS = 13;
    private static final int S2_BITS = 11;
    private static final byte[] S1 = cubes(S1_BITS, 0x2911);
    private static final byte[] S2 = cubes(S2_BITS, 0xaa7);
    /**
     * What permutation P makes of the highest byte: its bit i becomes bit 0 of byte i, counted from the lowest; then
     * the same one bit higher for the byte after it.
     */
    private static final long[] SPREAD = new long[2 * 256];

    static {
        for (int b = 0; b < 256; b++) {
            for (int bit = 0; bit < 8; bit++) {
                SPREAD[b] |= (long) (b >>> bit & 1) << 8 * bit;
            }
            SPREAD[256 + b] = SPREAD[b] << 1;
        }
    }

    /** Three keys a round. */
    private final long[] keys = new long[3 * ROUNDS];

    /** The left and the right half of all windows. */
    private long[][] halves = new long[2][0];

    Loki97(byte[] key) {
        super(BLOCK_LENGTH);
        long k4 = word(key, 0);
        long k3 = word(key, 8);
        long k2 = word(key, 16);
        long k1 = word(key, 24);
        for (int i = 0; i < keys.length; i++) {
            long k = k4 ^ f(k1 + k3 + DELTA * (i + 1), k2);
            keys[i] = k;
            k4 = k3;
            k3 = k2;
            k2 = k1;
            k1 = k;
        }
    }

    /** The S-boxes: the lowest byte of (x inverted) to the third power in the field of 2^bits elements. */
    private static byte[] cubes(int bits, int polynomial) {
        byte[] box = new byte[1 << bits];
        for (int x = 0; x < box.length; x++) {
            int inverted = x ^ box.length - 1;
            box[x] = (byte) multiply(inverted, multiply(inverted, inverted, bits, polynomial), bits, polynomial);
        }
        return box;
    }

    private static int multiply(int a, int b, int bits, int polynomial) {
        int product = 0;
        for (int bit = bits - 1; bit >= 0; bit--) {
            product <<= 1;
            if (product >>> bits != 0) {
                product ^= polynomial;
            }
            if ((b >>> bit & 1) != 0) {
                product ^= a;
            }
        }
        return product;
    }

    @Override
    void encrypt(int[] history, int at) {
        long left = word(history[at], history[at + 4]);
        long right = word(history[at + 8], history[at + 12]);
        for (int k = 0; k < keys.length; k += 3) {
            long sum = right + keys[k];
            right = left ^ f(sum, keys[k + 1]);
            left = sum + keys[k + 2];
        }
        block[0] = Integer.reverseBytes((int) (right >>> 32));
        block[1] = Integer.reverseBytes((int) right);
        block[2] = Integer.reverseBytes((int) (left >>> 32));
        block[3] = Integer.reverseBytes((int) left);
    }

    private static long word(int high, int low) {
        return (long) Integer.reverseBytes(high) << 32 | Integer.toUnsignedLong(Integer.reverseBytes(low));
    }

    private static long word(byte[] bytes, int offset) {
        return (long) (int) WORD.get(bytes, offset) << 32 | Integer.toUnsignedLong((int) WORD.get(bytes, offset + 4));
    }

    /** A round for all windows before the next one: a round has many steps that wait for each other. */
    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        if (halves[0].length < count) {
            halves = new long[2][count];
        }
        long[] left = halves[0];
        long[] right = halves[1];
        for (int i = 0; i < count; i++) {
            left[i] = word(history[i], history[i + 4]);
            right[i] = word(history[i + 8], history[i + 12]);
        }
        for (int k = 0; k < keys.length; k += 3) {
            round(left, right, keys[k], keys[k + 1], keys[k + 2], count);
        }
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) (right[i] >>> 32);
        }
    }

    private static void round(long[] left, long[] right, long k1, long k2, long k3, int count) {
        for (int i = 0; i < count; i++) {
            long sum = right[i] + k1;
            right[i] = left[i] ^ f(sum, k2);
            left[i] = sum + k3;
        }
    }

    /** The round function: keyed swap of bits, expansion, S-boxes, permutation, keyed S-boxes. */
    private static long f(long a, long b) {
        int high = (int) (a >>> 32);
        int low = (int) a;
        int swap = (high ^ low) & (int) b;
        long d = Integer.toUnsignedLong(high ^ swap) << 32 | Integer.toUnsignedLong(low ^ swap);

        long e = spread(s1((int) (d << 8 | d >>> 56)), s2((int) (d >>> 48)))
                | spread(s1((int) (d >>> 40)), s2((int) (d >>> 32))) << 2
                | spread(s2((int) (d >>> 24)), s1((int) (d >>> 16))) << 4
                | spread(s2((int) (d >>> 8)), s1((int) d)) << 6;

        int key = (int) (b >>> 32);
        int left = s2((int) (e >>> 56) | key >>> 29 << 8) << 24
                | s2((int) (e >>> 48) & 0xff | key >>> 26 << 8) << 16
                | s1((int) (e >>> 40) & 0xff | key >>> 21 << 8) << 8
                | s1((int) (e >>> 32) & 0xff | key >>> 16 << 8);
        int right = s2((int) e >>> 24 | key >>> 13 << 8) << 24
                | s2((int) e >>> 16 & 0xff | key >>> 10 << 8) << 16
                | s1((int) e >>> 8 & 0xff | key >>> 5 << 8) << 8
                | s1((int) e & 0xff | key << 8);
        return (long) left << 32 | Integer.toUnsignedLong(right);
    }

    /** Bit i of {@code even} becomes bit 0 of byte i, that of {@code odd} bit 1. */
    private static long spread(int even, int odd) {
        return SPREAD[even] | SPREAD[256 + odd];
    }

    private static int s1(int x) {
        return S1[x & (1 << S1_BITS) - 1] & 0xff;
    }

    private static int s2(int x) {
        return S2[x & (1 << S2_BITS) - 1] & 0xff;
    }
}
