package io.nscatools.protocol;

import java.nio.ByteBuffer;

/**
 * DES with a key of 8 bytes; with one of 24, DES three times: encrypting, decrypting and encrypting with 8 bytes each.
 * 8-byte block, 16 rounds each time. The lowest bit of each byte of a key does not matter.
 *
 * <p>Source: FIPS 46-3, "Data Encryption Standard", 1999.
 */
final class Des extends BlockCipher {
    private static final int BLOCK_LENGTH = 8;
    /** The words of the keys of 16 rounds. */
    private static final int KEYS = 32;

    private static final int[] BOXES = DesTables.boxes();

    /** Two words for each round. */
    private final int[] keys;

    /** Both halves of a single block. */
    private final int[][] one = new int[2][1];

    Des(byte[] key) {
        super(BLOCK_LENGTH);
        keys = new int[KEYS * (key.length / Long.BYTES)];
        for (int i = 0; i < keys.length; i += KEYS) {
            DesTables.expand(ByteBuffer.wrap(key).getLong(i / KEYS * Long.BYTES), keys, i);
        }
        if (keys.length > KEYS) {
            reverseRounds(KEYS);
        }
    }

    /** Turns encryption to decryption. */
    private void reverseRounds(int offset) {
        for (int i = 0; i < KEYS / 2; i++) {
            int other = KEYS - 2 - i + i % 2 * 2; // the same word of the round at the other end
            int word = keys[offset + i];
            keys[offset + i] = keys[offset + other];
            keys[offset + other] = word;
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int[] k = keys;
        one[0][0] = history[at];
        one[1][0] = history[at + 4];
        permute(one[0], one[1], 1);
        int left = one[0][0];
        int right = one[1][0];
        for (int i = 0; i < k.length; i += KEYS) {
            for (int j = i; j < i + KEYS; j += 4) {
                left = round(left, right, k[j], k[j + 1]);
                right = round(right, left, k[j + 2], k[j + 3]);
            }
            int swap = left;
            left = right;
            right = swap;
        }
        left = Integer.rotateLeft(left, 1);
        right = Integer.rotateLeft(right, 1);
        int t = (left >>> 1 ^ right) & 0x55555555; // the final permutation undoes the initial one
        right ^= t;
        left ^= t << 1;
        t = (right >>> 8 ^ left) & 0xff00ff;
        left ^= t;
        right ^= t << 8;
        t = (right >>> 2 ^ left) & 0x33333333;
        left ^= t;
        right ^= t << 2;
        t = (left >>> 16 ^ right) & 0xffff;
        right ^= t;
        left ^= t << 16;
        t = (left >>> 4 ^ right) & 0x0f0f0f0f;
        block[0] = left ^ t << 4;
        block[1] = right ^ t;
    }

    private static int round(int to, int from, int firstKey, int secondKey) {
        int[] s = BOXES;
        int u = from ^ firstKey;
        int v = Integer.rotateLeft(from, 4) ^ secondKey;
        return to
                ^ (s[u >>> 24] ^ s[256 + (u >>> 16 & 0xff)])
                ^ (s[512 + (u >>> 8 & 0xff)] ^ s[768 + (u & 0xff)])
                ^ (s[1024 + (v >>> 24)]
                        ^ s[1280 + (v >>> 16 & 0xff)]
                        ^ (s[1536 + (v >>> 8 & 0xff)] ^ s[1792 + (v & 0xff)]));
    }

    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        int[] left = lanes[0];
        int[] right = lanes[1];
        permute(left, right, count);
        for (int i = 0; i < keys.length; i += KEYS) {
            for (int j = i; j < i + KEYS; j += 4) {
                twoRounds(left, right, j, count);
            }
            int[] swap = left;
            left = right;
            right = swap;
        }
        firstBytes(left, right, count, stream);
    }

    private void twoRounds(int[] left, int[] right, int key, int count) {
        int k0 = keys[key];
        int k1 = keys[key + 1];
        int k2 = keys[key + 2];
        int k3 = keys[key + 3];
        for (int i = 0; i < count; i++) {
            int r = right[i];
            int l = round(left[i], r, k0, k1);
            left[i] = l;
            right[i] = round(r, l, k2, k3);
        }
    }

    /**
     * The initial permutation. After it both halves stay rotated right by one bit up to the final permutation: then a
     * round has one rotation to do instead of two.
     */
    private static void permute(int[] left, int[] right, int count) {
        for (int i = 0; i < count; i++) {
            int l = left[i];
            int r = right[i];
            int t = (l >>> 4 ^ r) & 0x0f0f0f0f;
            r ^= t;
            l ^= t << 4;
            t = (l >>> 16 ^ r) & 0xffff;
            r ^= t;
            l ^= t << 16;
            t = (r >>> 2 ^ l) & 0x33333333;
            l ^= t;
            r ^= t << 2;
            t = (r >>> 8 ^ l) & 0xff00ff;
            l ^= t;
            r ^= t << 8;
            t = (l >>> 1 ^ r) & 0x55555555;
            left[i] = Integer.rotateRight(l ^ t << 1, 1);
            right[i] = Integer.rotateRight(r ^ t, 1);
        }
    }

    /** What the final permutation takes to the first byte: the lowest bits of all bytes, in turns of both halves. */
    private static void firstBytes(int[] left, int[] right, int count, byte[] stream) {
        for (int i = 0; i < count; i++) {
            int twos =
                    (Integer.rotateLeft(right[i], 1) & 0x01010101) << 1 | Integer.rotateLeft(left[i], 1) & 0x01010101;
            int fours = twos | twos >>> 6;
            stream[i] = (byte) (fours | fours >>> 12);
        }
    }
}
