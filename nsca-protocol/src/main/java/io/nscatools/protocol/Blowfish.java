package io.nscatools.protocol;

import java.util.Arrays;

/**
 * Blowfish: 8-byte block, 16 rounds.
 *
 * <p>Source: Bruce Schneier, "Description of a New Variable-Length Key, 64-Bit Block Cipher (Blowfish)", Fast Software
 * Encryption 1993.
 */
final class Blowfish extends BlockCipher {
    private static final int BLOCK_LENGTH = 8;
    private static final int ROUNDS = 16;
    /** One for each round and two for the end. */
    private static final int KEYS = ROUNDS + 2;

    private static final int BOX = 256;
    private static final int[] PI = HexTable.words("blowfish.txt");

    private final int[] keys = Arrays.copyOf(PI, KEYS);
    /** The four S-boxes in one array, which is best for one block: few registers are taken by where they are. */
    private final int[] boxes = Arrays.copyOfRange(PI, KEYS, PI.length);

    /** The S-boxes once more, each for itself, which is best for many blocks: the compiler leaves out checks there. */
    private final int[][] box = new int[4][];

    Blowfish(byte[] key) {
        super(BLOCK_LENGTH);
        for (int i = 0; i < Integer.BYTES * KEYS; i++) {
            keys[i / Integer.BYTES] ^= (key[i % key.length] & 0xff) << 24 - i % Integer.BYTES * 8;
        }
        int[] chain = new int[Integer.BYTES + 1];
        replace(keys, chain);
        replace(boxes, chain);
        Arrays.setAll(box, i -> Arrays.copyOfRange(boxes, i * BOX, (i + 1) * BOX));
    }

    /** Puts, two by two, what the two words before are encrypted to in the place of the words. */
    private void replace(int[] words, int[] chain) {
        for (int i = 0; i < words.length; i += 2) {
            encrypt(chain, 0);
            words[i] = block[0];
            words[i + 1] = block[1];
            chain[0] = block[0];
            chain[Integer.BYTES] = block[1];
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int[] k = keys;
        int[] s = boxes;
        int left = history[at] ^ k[0];
        int right = history[at + 4];
        for (int i = 1; i <= ROUNDS; i += 2) {
            right = right ^ k[i] ^ f(s, left);
            left = left ^ k[i + 1] ^ f(s, right);
        }
        block[0] = right ^ k[ROUNDS + 1];
        block[1] = left;
    }

    /** The last round does not reach the first byte. */
    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        int[] left = lanes[0];
        int[] right = lanes[1];
        for (int i = 0; i < count; i++) {
            left[i] ^= keys[0];
        }
        for (int i = 1; i < ROUNDS - 1; i += 2) {
            round(left, right, keys[i], count);
            round(right, left, keys[i + 1], count);
        }
        round(left, right, keys[ROUNDS - 1] ^ keys[ROUNDS + 1], count);
        highBytes(right, count, stream);
    }

    private void round(int[] from, int[] to, int key, int count) {
        int[] s0 = box[0];
        int[] s1 = box[1];
        int[] s2 = box[2];
        int[] s3 = box[3];
        for (int i = 0; i < count; i++) {
            to[i] = to[i] ^ key ^ f(s0, s1, s2, s3, from[i]);
        }
    }

    private static int f(int[] s, int x) {
        return (s[x >>> 24] + s[BOX + (x >>> 16 & 0xff)] ^ s[2 * BOX + (x >>> 8 & 0xff)]) + s[3 * BOX + (x & 0xff)];
    }

    /** The compiler knows that an index masked with the length less one is in the array, and does not check it. */
    private static int f(int[] s0, int[] s1, int[] s2, int[] s3, int x) {
        return (s0[x >>> 24 & s0.length - 1] + s1[x >>> 16 & s1.length - 1] ^ s2[x >>> 8 & s2.length - 1])
                + s3[x & s3.length - 1];
    }
}
