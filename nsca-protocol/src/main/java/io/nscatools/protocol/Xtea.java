package io.nscatools.protocol;

import java.nio.ByteBuffer;

/**
 * XTEA with a key of 16 bytes: 8-byte block, 32 cycles of two rounds; words high byte first.
 *
 * <p>Source: Roger M. Needham, David J. Wheeler, "Tea extensions", 1997.
 */
final class Xtea extends BlockCipher {
    private static final int BLOCK_LENGTH = 8;
    private static final int ROUNDS = 64;
    private static final int DELTA = 0x9e3779b9;

    private final int[] keys = new int[ROUNDS];

    Xtea(byte[] key) {
        super(BLOCK_LENGTH);
        ByteBuffer words = ByteBuffer.wrap(key);
        int sum = 0;
        for (int i = 0; i < ROUNDS; i += 2) {
            keys[i] = sum + words.getInt((sum & 3) * Integer.BYTES);
            sum += DELTA;
            keys[i + 1] = sum + words.getInt((sum >>> 11 & 3) * Integer.BYTES);
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int[] k = keys;
        int left = history[at];
        int right = history[at + 4];
        for (int i = 0; i < ROUNDS; i += 2) {
            left += f(right) ^ k[i];
            right += f(left) ^ k[i + 1];
        }
        block[0] = left;
        block[1] = right;
    }

    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        for (int i = 0; i < ROUNDS - 1; i++) {
            round(lanes[i % 2], lanes[1 - i % 2], keys[i], count);
        }
        highBytes(lanes[0], count, stream);
    }

    private static void round(int[] to, int[] from, int key, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += f(from[i]) ^ key;
        }
    }

    private static int f(int x) {
        return (x << 4 ^ x >>> 5) + x;
    }
}
