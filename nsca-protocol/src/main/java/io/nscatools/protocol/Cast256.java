package io.nscatools.protocol;

import static io.nscatools.protocol.CastBoxes.f1;
import static io.nscatools.protocol.CastBoxes.f2;
import static io.nscatools.protocol.CastBoxes.f3;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * CAST-256 with a key of 32 bytes: 16-byte block, 12 quad-rounds. libmcrypt reads and writes the words of key and block
 * low byte first (fact 14).
 *
 * <p>Source: RFC 2612, "The CAST-256 Encryption Algorithm", 1999.
 */
final class Cast256 extends BlockCipher {
    private static final int BLOCK_LENGTH = 16;
    private static final int QUAD_ROUNDS = 12;
    /** For each of the four rounds a mask and a rotation. */
    private static final int QUAD_KEYS = 8;

    /** Where the keys of the last two quad-rounds begin. */
    private static final int LAST_ROUNDS = (QUAD_ROUNDS - 2) * QUAD_KEYS;

    /** Masks and rotations in one array, so that there is one place to find and one length to check. */
    private final int[] keys = new int[QUAD_ROUNDS * QUAD_KEYS];

    Cast256(byte[] key) {
        super(BLOCK_LENGTH);
        int[] k = new int[8];
        ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(k);
        int mask = 0x5a827999;
        int rotation = 19;
        for (int i = 0; i < keys.length; i += QUAD_KEYS) {
            for (int j = 0; j < 16; j++) {
                int from = 7 - j % 8;
                int to = from + 7 & 7;
                k[to] = switch (j % 8 % 3) {
                    case 0 -> f1(k[to], k[from], mask, rotation);
                    case 1 -> f2(k[to], k[from], mask, rotation);
                    default -> f3(k[to], k[from], mask, rotation);
                };
                mask += 0x6ed9eba1;
                rotation += 17;
            }
            for (int j = 0; j < 4; j++) {
                keys[i + 2 * j] = k[7 - 2 * j];
                keys[i + 2 * j + 1] = k[2 * j];
            }
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        firstByte(history, at, history[at + 12]);
        int a = block[0];
        int b = block[1];
        int c = block[2];
        int d = block[3];
        for (int k = LAST_ROUNDS; k < keys.length; k += QUAD_KEYS) {
            d = f1(d, a, keys[k + 6], keys[k + 7]);
            a = f3(a, b, keys[k + 4], keys[k + 5]);
            b = f2(b, c, keys[k + 2], keys[k + 3]);
            c = f1(c, d, keys[k], keys[k + 1]);
        }
        block[0] = Integer.reverseBytes(a);
        block[1] = Integer.reverseBytes(b);
        block[2] = Integer.reverseBytes(c);
        block[3] = Integer.reverseBytes(d);
    }

    /**
     * The last quad-round but one reaches the first byte with two words only, the last one with one. Leaves the words
     * before these in {@link #block}.
     */
    @Override
    int firstByte(int[] history, int at, int newest) {
        int[] k = keys;
        int a = Integer.reverseBytes(history[at]);
        int b = Integer.reverseBytes(history[at + 4]);
        int c = Integer.reverseBytes(history[at + 8]);
        int d = Integer.reverseBytes(newest);
        for (int i = 0; i != k.length / 2; i += QUAD_KEYS) {
            c = f1(c, d, k[i], k[i + 1]);
            b = f2(b, c, k[i + 2], k[i + 3]);
            a = f3(a, b, k[i + 4], k[i + 5]);
            d = f1(d, a, k[i + 6], k[i + 7]);
        }
        for (int i = k.length / 2; i < LAST_ROUNDS; i += QUAD_KEYS) {
            d = f1(d, a, k[i + 6], k[i + 7]);
            a = f3(a, b, k[i + 4], k[i + 5]);
            b = f2(b, c, k[i + 2], k[i + 3]);
            c = f1(c, d, k[i], k[i + 1]);
        }
        block[0] = a;
        block[1] = b;
        block[2] = c;
        block[3] = d;
        a = f3(a, b, k[LAST_ROUNDS + 4], k[LAST_ROUNDS + 5]);
        b = f2(b, c, k[LAST_ROUNDS + 2], k[LAST_ROUNDS + 3]);
        return f3(a, b, k[LAST_ROUNDS + QUAD_KEYS + 4], k[LAST_ROUNDS + QUAD_KEYS + 5]) & 0xff;
    }

    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        for (int[] lane : lanes) {
            for (int i = 0; i < count; i++) {
                lane[i] = Integer.reverseBytes(lane[i]);
            }
        }
        for (int k = 0; k < keys.length / 2; k += QUAD_KEYS) {
            round1(lanes[2], lanes[3], k, count);
            round2(lanes[1], lanes[2], k + 2, count);
            round3(lanes[0], lanes[1], k + 4, count);
            round1(lanes[3], lanes[0], k + 6, count);
        }
        for (int k = keys.length / 2; k < LAST_ROUNDS; k += QUAD_KEYS) {
            round1(lanes[3], lanes[0], k + 6, count);
            round3(lanes[0], lanes[1], k + 4, count);
            round2(lanes[1], lanes[2], k + 2, count);
            round1(lanes[2], lanes[3], k, count);
        }
        round3(lanes[0], lanes[1], LAST_ROUNDS + 4, count);
        round2(lanes[1], lanes[2], LAST_ROUNDS + 2, count);
        round3(lanes[0], lanes[1], LAST_ROUNDS + QUAD_KEYS + 4, count);
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) lanes[0][i];
        }
    }

    private void round1(int[] to, int[] from, int k, int count) {
        int mask = keys[k];
        int rotation = keys[k + 1];
        for (int i = 0; i < count; i++) {
            to[i] = f1(to[i], from[i], mask, rotation);
        }
    }

    private void round2(int[] to, int[] from, int k, int count) {
        int mask = keys[k];
        int rotation = keys[k + 1];
        for (int i = 0; i < count; i++) {
            to[i] = f2(to[i], from[i], mask, rotation);
        }
    }

    private void round3(int[] to, int[] from, int k, int count) {
        int mask = keys[k];
        int rotation = keys[k + 1];
        for (int i = 0; i < count; i++) {
            to[i] = f3(to[i], from[i], mask, rotation);
        }
    }
}
