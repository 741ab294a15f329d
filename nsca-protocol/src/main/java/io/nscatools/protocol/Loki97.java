package io.nscatools.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * LOKI97 with a key of 32 bytes: 16-byte block, 16 rounds. libmcrypt reads and writes its 32-bit words low byte first.
 *
 * <p>Source: Lawrie Brown, Josef Pieprzyk, "Introducing the new LOKI97 Block Cipher", 1998.
 */
final class Loki97 implements BlockCipher {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK_LENGTH = 16;
    private static final int ROUNDS = 16;
    private static final long DELTA = 0x9e3779b97f4a7c15L;

    private static final int S1_BITS = 13;
    private static final int S2_BITS = 11;
    private static final byte[] S1 = cubes(S1_BITS, 0x2911);
    private static final byte[] S2 = cubes(S2_BITS, 0xaa7);
    /** What permutation P makes of the highest byte: its bit i becomes bit 0 of byte i, counted from the lowest. */
    private static final long[] SPREAD = new long[256];

    static {
        for (int b = 0; b < 256; b++) {
            for (int bit = 0; bit < 8; bit++) {
                SPREAD[b] |= (long) (b >>> bit & 1) << 8 * bit;
            }
        }
    }

    /** Three keys a round. */
    private final long[] keys = new long[3 * ROUNDS];

    Loki97(byte[] key) {
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
    public int blockLength() {
        return BLOCK_LENGTH;
    }

    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset) {
        long left = word(in, inOffset);
        long right = word(in, inOffset + 8);
        for (int k = 0; k < keys.length; k += 3) {
            long sum = right + keys[k];
            right = left ^ f(sum, keys[k + 1]);
            left = sum + keys[k + 2];
        }
        setWord(out, outOffset, right);
        setWord(out, outOffset + 8, left);
    }

    private static long word(byte[] bytes, int offset) {
        return (long) (int) WORD.get(bytes, offset) << 32 | Integer.toUnsignedLong((int) WORD.get(bytes, offset + 4));
    }

    private static void setWord(byte[] bytes, int offset, long word) {
        WORD.set(bytes, offset, (int) (word >>> 32));
        WORD.set(bytes, offset + 4, (int) word);
    }

    /** The round function: keyed swap of bits, expansion, S-boxes, permutation, keyed S-boxes. */
    private static long f(long a, long b) {
        int high = (int) (a >>> 32);
        int low = (int) a;
        int swap = (high ^ low) & (int) b;
        long d = Integer.toUnsignedLong(high ^ swap) << 32 | Integer.toUnsignedLong(low ^ swap);

        long e = SPREAD[s1((int) (d << 8 | d >>> 56))]
                | SPREAD[s2((int) (d >>> 48))] << 1
                | SPREAD[s1((int) (d >>> 40))] << 2
                | SPREAD[s2((int) (d >>> 32))] << 3
                | SPREAD[s2((int) (d >>> 24))] << 4
                | SPREAD[s1((int) (d >>> 16))] << 5
                | SPREAD[s2((int) (d >>> 8))] << 6
                | SPREAD[s1((int) d)] << 7;

        int key = (int) (b >>> 32);
        return (long) s2((int) (e >>> 56 & 0xff) | key >>> 29 << 8) << 56
                | (long) s2((int) (e >>> 48 & 0xff) | key >>> 26 << 8) << 48
                | (long) s1((int) (e >>> 40 & 0xff) | key >>> 21 << 8) << 40
                | (long) s1((int) (e >>> 32 & 0xff) | key >>> 16 << 8) << 32
                | (long) s2((int) (e >>> 24 & 0xff) | key >>> 13 << 8) << 24
                | (long) s2((int) (e >>> 16 & 0xff) | key >>> 10 << 8) << 16
                | (long) s1((int) (e >>> 8 & 0xff) | key >>> 5 << 8) << 8
                | (long) s1((int) (e & 0xff) | key << 8);
    }

    private static int s1(int x) {
        return S1[x & (1 << S1_BITS) - 1] & 0xff;
    }

    private static int s2(int x) {
        return S2[x & (1 << S2_BITS) - 1] & 0xff;
    }
}
