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
    private static final int KEYS = 4 * QUAD_ROUNDS;

    private final int[] masks = new int[KEYS];
    private final int[] rotations = new int[KEYS];

    Cast256(byte[] key) {
        super(BLOCK_LENGTH);
        int[] k = new int[8];
        ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(k);
        int mask = 0x5a827999;
        int rotation = 19;
        for (int i = 0; i < KEYS; i += 4) {
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
                rotations[i + j] = k[2 * j];
                masks[i + j] = k[7 - 2 * j];
            }
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int[] m = masks;
        int[] r = rotations;
        int a = Integer.reverseBytes(history[at]);
        int b = Integer.reverseBytes(history[at + 4]);
        int c = Integer.reverseBytes(history[at + 8]);
        int d = Integer.reverseBytes(history[at + 12]);
        for (int k = 0; k < KEYS / 2; k += 4) {
            c = f1(c, d, m[k], r[k]);
            b = f2(b, c, m[k + 1], r[k + 1]);
            a = f3(a, b, m[k + 2], r[k + 2]);
            d = f1(d, a, m[k + 3], r[k + 3]);
        }
        for (int k = KEYS / 2; k < KEYS; k += 4) {
            d = f1(d, a, m[k + 3], r[k + 3]);
            a = f3(a, b, m[k + 2], r[k + 2]);
            b = f2(b, c, m[k + 1], r[k + 1]);
            c = f1(c, d, m[k], r[k]);
        }
        block[0] = Integer.reverseBytes(a);
        block[1] = Integer.reverseBytes(b);
        block[2] = Integer.reverseBytes(c);
        block[3] = Integer.reverseBytes(d);
    }

    /** The last round but one reaches the first byte with two words only, the last one with one. */
    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        for (int[] lane : lanes) {
            for (int i = 0; i < count; i++) {
                lane[i] = Integer.reverseBytes(lane[i]);
            }
        }
        for (int k = 0; k < KEYS / 2; k += 4) {
            round1(lanes[2], lanes[3], k, count);
            round2(lanes[1], lanes[2], k + 1, count);
            round3(lanes[0], lanes[1], k + 2, count);
            round1(lanes[3], lanes[0], k + 3, count);
        }
        for (int k = KEYS / 2; k < KEYS - 8; k += 4) {
            round1(lanes[3], lanes[0], k + 3, count);
            round3(lanes[0], lanes[1], k + 2, count);
            round2(lanes[1], lanes[2], k + 1, count);
            round1(lanes[2], lanes[3], k, count);
        }
        round3(lanes[0], lanes[1], KEYS - 6, count);
        round2(lanes[1], lanes[2], KEYS - 7, count);
        round3(lanes[0], lanes[1], KEYS - 2, count);
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) lanes[0][i];
        }
    }

    private void round1(int[] to, int[] from, int k, int count) {
        int mask = masks[k];
        int rotation = rotations[k];
        for (int i = 0; i < count; i++) {
            to[i] = f1(to[i], from[i], mask, rotation);
        }
    }

    private void round2(int[] to, int[] from, int k, int count) {
        int mask = masks[k];
        int rotation = rotations[k];
        for (int i = 0; i < count; i++) {
            to[i] = f2(to[i], from[i], mask, rotation);
        }
    }

    private void round3(int[] to, int[] from, int k, int count) {
        int mask = masks[k];
        int rotation = rotations[k];
        for (int i = 0; i < count; i++) {
            to[i] = f3(to[i], from[i], mask, rotation);
        }
    }
}
