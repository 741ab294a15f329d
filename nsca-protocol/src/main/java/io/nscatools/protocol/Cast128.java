package io.nscatools.protocol;

import static io.nscatools.protocol.CastBoxes.f1;
import static io.nscatools.protocol.CastBoxes.f2;
import static io.nscatools.protocol.CastBoxes.f3;
import static io.nscatools.protocol.CastBoxes.s;

/**
 * CAST-128 with a key of 16 bytes: 8-byte block, 16 rounds.
 *
 * <p>Source: RFC 2144, "The CAST-128 Encryption Algorithm", 1997.
 */
final class Cast128 extends BlockCipher {
    private static final int BLOCK_LENGTH = 8;
    private static final int KEY_LENGTH = 16;
    private static final int ROUNDS = 16;

    /** Section 2.4: of which bytes of the key register four keys are made, five bytes each. */
    private static final String[] KEY_BYTES = {
        "89762ab546cd329ef10c", "32cd810efd7689354ab7", "32cd910efc7689254ab6", "89763ab547cd328ef10d"
    };

    private final int[] masks = new int[ROUNDS];
    private final int[] rotations = new int[ROUNDS];

    Cast128(byte[] key) {
        super(BLOCK_LENGTH);
        byte[] register = expand(key, masks);
        expand(register, rotations);
    }

    /** Makes 16 keys of the register and returns what it is then. */
    private static byte[] expand(byte[] register, int[] keys) {
        byte[] from = register;
        for (int i = 0; i < keys.length; i += 4) {
            from = step(from, i % 8);
            for (int j = 0; j < 4; j++) {
                String bytes = KEY_BYTES[i / 4].substring(5 * j, 5 * j + 5);
                for (int n = 0; n < 5; n++) {
                    int box = n < 4 ? 5 + n : 5 + j;
                    keys[i + j] ^= s(box, from[Character.digit(bytes.charAt(n), 16)]);
                }
            }
        }
        return from;
    }

    /** The next register: from the x of the source to z, and with {@code half} 4 from z to x. */
    private static byte[] step(byte[] old, int half) {
        int flip = 2 * half;
        byte[] next = new byte[KEY_LENGTH];
        set(next, 0, old, flip, mix(old, 13 ^ flip, 15 ^ flip, 12 ^ flip, 14 ^ flip) ^ s(7, old[8 ^ flip]));
        set(next, 4, old, 8 ^ flip, mix(next, 0, 2, 1, 3) ^ s(8, old[10 ^ flip]));
        set(next, 8, old, 12 ^ flip, mix(next, 7, 6, 5, 4) ^ s(5, old[9 ^ flip]));
        set(next, 12, old, 4 ^ flip, mix(next, 10, 9, 11, 8) ^ s(6, old[11 ^ flip]));
        return next;
    }

    private static int mix(byte[] bytes, int a, int b, int c, int d) {
        return s(5, bytes[a]) ^ s(6, bytes[b]) ^ s(7, bytes[c]) ^ s(8, bytes[d]);
    }

    private static void set(byte[] to, int at, byte[] from, int fromAt, int word) {
        for (int i = 0; i < Integer.BYTES; i++) {
            to[at + i] = (byte) (from[fromAt + i] ^ word >>> 24 - 8 * i);
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int[] m = masks;
        int[] r = rotations;
        int left = history[at];
        int right = history[at + 4];
        for (int k = 0; k < ROUNDS - 1; k += 3) {
            left = f1(left, right, m[k], r[k]);
            right = f2(right, left, m[k + 1], r[k + 1]);
            int next = f3(left, right, m[k + 2], r[k + 2]);
            left = right;
            right = next;
        }
        block[0] = f1(left, right, m[ROUNDS - 1], r[ROUNDS - 1]);
        block[1] = right;
    }

    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        int[] left = lanes[0];
        int[] right = lanes[1];
        for (int k = 0; k < ROUNDS - 1; k += 3) {
            threeRounds(left, right, k, count);
            int[] swap = left;
            left = right;
            right = swap;
        }
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) (f1(left[i], right[i], masks[ROUNDS - 1], rotations[ROUNDS - 1]) >>> 24);
        }
    }

    private void threeRounds(int[] left, int[] right, int k, int count) {
        int m1 = masks[k];
        int m2 = masks[k + 1];
        int m3 = masks[k + 2];
        int r1 = rotations[k];
        int r2 = rotations[k + 1];
        int r3 = rotations[k + 2];
        for (int i = 0; i < count; i++) {
            int l = f1(left[i], right[i], m1, r1);
            int r = f2(right[i], l, m2, r2);
            right[i] = r;
            left[i] = f3(l, r, m3, r3);
        }
    }
}
