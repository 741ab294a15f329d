package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Serpent with a key of 32 bytes: 16-byte block, 32 rounds; words low byte first.
 *
 * <p>Source: Ross Anderson, Eli Biham, Lars Knudsen, "Serpent: A Proposal for the Advanced Encryption Standard", 1998,
 * in the form without the initial and final permutation.
 */
final class Serpent extends BlockCipher {
    private static final int BLOCK_LENGTH = 16;
    private static final int ROUNDS = 32;
    private static final int KEY_WORDS = 8;
    private static final int PHI = 0x9e3779b9;

    /** Four words for each round and four for the end. */
    private final int[] keys = new int[4 * (ROUNDS + 1)];

    Serpent(byte[] key) {
        super(BLOCK_LENGTH);
        int[] words = new int[KEY_WORDS + keys.length];
        ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words, 0, KEY_WORDS);
        for (int i = KEY_WORDS; i < words.length; i++) {
            int word = words[i - 8] ^ words[i - 5] ^ words[i - 3] ^ words[i - 1] ^ PHI ^ i - KEY_WORDS;
            words[i] = Integer.rotateLeft(word, 11);
        }
        int[][] four = new int[4][1];
        for (int i = 0; i < keys.length; i += 4) {
            SerpentLanes.substitute(3 - i / 4 & 7, four, words, KEY_WORDS + i, 1);
            for (int j = 0; j < 4; j++) {
                keys[i + j] = four[j][0];
                four[j][0] = 0;
            }
        }
    }

    /**
     * Eight rounds are written out, as each has another box. After the last round the linear transformation is done in
     * vain, so that the loop needs no other way out: what counts is in a to d.
     */
    @Override
    void encrypt(int[] history, int at) {
        int[] k = keys;
        int w = Integer.reverseBytes(history[at]);
        int x = Integer.reverseBytes(history[at + 4]);
        int y = Integer.reverseBytes(history[at + 8]);
        int z = Integer.reverseBytes(history[at + 12]);
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        for (int i = 0; i < 4 * ROUNDS; i += 32) {
            a = w ^ k[i];
            b = x ^ k[i + 1];
            c = y ^ k[i + 2];
            d = z ^ k[i + 3];
            w = SerpentBoxes.a0(a, b, c, d);
            x = SerpentBoxes.b0(a, b, c, d);
            y = SerpentBoxes.c0(a, b, c, d);
            z = SerpentBoxes.d0(a, b, c, d);
            w = Integer.rotateLeft(w, 13);
            y = Integer.rotateLeft(y, 3);
            x = Integer.rotateLeft(x ^ w ^ y, 1);
            z = Integer.rotateLeft(z ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            y = Integer.rotateLeft(y ^ z ^ x << 7, 22);
            a = w ^ k[i + 4];
            b = x ^ k[i + 5];
            c = y ^ k[i + 6];
            d = z ^ k[i + 7];
            w = SerpentBoxes.a1(a, b, c, d);
            x = SerpentBoxes.b1(a, b, c, d);
            y = SerpentBoxes.c1(a, b, c, d);
            z = SerpentBoxes.d1(a, b, c, d);
            w = Integer.rotateLeft(w, 13);
            y = Integer.rotateLeft(y, 3);
            x = Integer.rotateLeft(x ^ w ^ y, 1);
            z = Integer.rotateLeft(z ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            y = Integer.rotateLeft(y ^ z ^ x << 7, 22);
            a = w ^ k[i + 8];
            b = x ^ k[i + 9];
            c = y ^ k[i + 10];
            d = z ^ k[i + 11];
            w = SerpentBoxes.a2(a, b, c, d);
            x = SerpentBoxes.b2(a, b, c, d);
            y = SerpentBoxes.c2(a, b, c, d);
            z = SerpentBoxes.d2(a, b, c, d);
            w = Integer.rotateLeft(w, 13);
            y = Integer.rotateLeft(y, 3);
            x = Integer.rotateLeft(x ^ w ^ y, 1);
            z = Integer.rotateLeft(z ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            y = Integer.rotateLeft(y ^ z ^ x << 7, 22);
            a = w ^ k[i + 12];
            b = x ^ k[i + 13];
            c = y ^ k[i + 14];
            d = z ^ k[i + 15];
            w = SerpentBoxes.a3(a, b, c, d);
            x = SerpentBoxes.b3(a, b, c, d);
            y = SerpentBoxes.c3(a, b, c, d);
            z = SerpentBoxes.d3(a, b, c, d);
            w = Integer.rotateLeft(w, 13);
            y = Integer.rotateLeft(y, 3);
            x = Integer.rotateLeft(x ^ w ^ y, 1);
            z = Integer.rotateLeft(z ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            y = Integer.rotateLeft(y ^ z ^ x << 7, 22);
            a = w ^ k[i + 16];
            b = x ^ k[i + 17];
            c = y ^ k[i + 18];
            d = z ^ k[i + 19];
            w = SerpentBoxes.a4(a, b, c, d);
            x = SerpentBoxes.b4(a, b, c, d);
            y = SerpentBoxes.c4(a, b, c, d);
            z = SerpentBoxes.d4(a, b, c, d);
            w = Integer.rotateLeft(w, 13);
            y = Integer.rotateLeft(y, 3);
            x = Integer.rotateLeft(x ^ w ^ y, 1);
            z = Integer.rotateLeft(z ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            y = Integer.rotateLeft(y ^ z ^ x << 7, 22);
            a = w ^ k[i + 20];
            b = x ^ k[i + 21];
            c = y ^ k[i + 22];
            d = z ^ k[i + 23];
            w = SerpentBoxes.a5(a, b, c, d);
            x = SerpentBoxes.b5(a, b, c, d);
            y = SerpentBoxes.c5(a, b, c, d);
            z = SerpentBoxes.d5(a, b, c, d);
            w = Integer.rotateLeft(w, 13);
            y = Integer.rotateLeft(y, 3);
            x = Integer.rotateLeft(x ^ w ^ y, 1);
            z = Integer.rotateLeft(z ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            y = Integer.rotateLeft(y ^ z ^ x << 7, 22);
            a = w ^ k[i + 24];
            b = x ^ k[i + 25];
            c = y ^ k[i + 26];
            d = z ^ k[i + 27];
            w = SerpentBoxes.a6(a, b, c, d);
            x = SerpentBoxes.b6(a, b, c, d);
            y = SerpentBoxes.c6(a, b, c, d);
            z = SerpentBoxes.d6(a, b, c, d);
            w = Integer.rotateLeft(w, 13);
            y = Integer.rotateLeft(y, 3);
            x = Integer.rotateLeft(x ^ w ^ y, 1);
            z = Integer.rotateLeft(z ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            y = Integer.rotateLeft(y ^ z ^ x << 7, 22);
            a = w ^ k[i + 28];
            b = x ^ k[i + 29];
            c = y ^ k[i + 30];
            d = z ^ k[i + 31];
            w = SerpentBoxes.a7(a, b, c, d);
            x = SerpentBoxes.b7(a, b, c, d);
            y = SerpentBoxes.c7(a, b, c, d);
            z = SerpentBoxes.d7(a, b, c, d);
            a = w;
            b = x;
            c = y;
            d = z;
            w = Integer.rotateLeft(w, 13);
            y = Integer.rotateLeft(y, 3);
            x = Integer.rotateLeft(x ^ w ^ y, 1);
            z = Integer.rotateLeft(z ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            y = Integer.rotateLeft(y ^ z ^ x << 7, 22);
        }
        block[0] = Integer.reverseBytes(a ^ k[4 * ROUNDS]);
        block[1] = Integer.reverseBytes(b ^ k[4 * ROUNDS + 1]);
        block[2] = Integer.reverseBytes(c ^ k[4 * ROUNDS + 2]);
        block[3] = Integer.reverseBytes(d ^ k[4 * ROUNDS + 3]);
    }

    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        for (int[] lane : lanes) {
            for (int i = 0; i < count; i++) {
                lane[i] = Integer.reverseBytes(lane[i]);
            }
        }
        for (int round = 0; round < ROUNDS - 1; round++) {
            SerpentLanes.substitute(round & 7, lanes, keys, 4 * round, count);
            transform(lanes[0], lanes[1], lanes[2], lanes[3], count);
        }
        SerpentLanes.substitute(7, lanes, keys, 4 * (ROUNDS - 1), count);
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) (lanes[0][i] ^ keys[4 * ROUNDS]);
        }
    }

    /** The linear transformation. */
    private static void transform(int[] p, int[] q, int[] r, int[] s, int count) {
        for (int i = 0; i < count; i++) {
            int w = Integer.rotateLeft(p[i], 13);
            int y = Integer.rotateLeft(r[i], 3);
            int x = Integer.rotateLeft(q[i] ^ w ^ y, 1);
            int z = Integer.rotateLeft(s[i] ^ y ^ w << 3, 7);
            w = Integer.rotateLeft(w ^ x ^ z, 5);
            p[i] = w;
            q[i] = x;
            r[i] = Integer.rotateLeft(y ^ z ^ x << 7, 22);
            s[i] = z;
        }
    }
}
