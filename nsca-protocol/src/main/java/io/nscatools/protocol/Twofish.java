package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Twofish with a key of 32 bytes: 16-byte block, 16 rounds; words low byte first.
 *
 * <p>Source: Bruce Schneier, John Kelsey, Doug Whiting, David Wagner, Chris Hall, Niels Ferguson, "Twofish: A 128-Bit
 * Block Cipher", 1998.
 */
final class Twofish extends BlockCipher {
    private static final int BLOCK_LENGTH = 16;
    private static final int ROUNDS = 16;
    private static final int BOX = 256;

    /** Where in {@link #keys} those of the rounds begin, after those for the block before and after the rounds. */
    private static final int ROUND_KEYS = 8;

    private static final int LAST_ROUND = ROUND_KEYS + 2 * (ROUNDS - 1);

    private final int[] keys = new int[ROUND_KEYS + 2 * ROUNDS];
    /** The four S-boxes with the matrix, for many blocks: an index masked with an array's length is not checked. */
    private final int[][] box = new int[4][BOX];
    /** The same one after the other, for a single block: four arrays would take more registers than there are. */
    private final int[] boxes = new int[4 * BOX];

    /** What function g makes of the first and of the second word of all windows. */
    private int[] t = {};

    private int[] u = {};

    Twofish(byte[] key) {
        super(BLOCK_LENGTH);
        ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        int[] even = new int[4];
        int[] odd = new int[4];
        int[] sKey = new int[4];
        for (int i = 0; i < 4; i++) {
            even[i] = words.getInt();
            odd[i] = words.getInt();
            sKey[3 - i] = TwofishTables.reedSolomon(key, 8 * i);
        }
        for (int i = 0; i < keys.length; i += 2) {
            int a = h(i, even);
            int b = Integer.rotateLeft(h(i + 1, odd), 8);
            keys[i] = a + b;
            keys[i + 1] = Integer.rotateLeft(a + 2 * b, 9);
        }
        for (int i = 0; i < box.length; i++) {
            for (int x = 0; x < BOX; x++) {
                box[i][x] = TwofishTables.h(i, x, sKey);
            }
            System.arraycopy(box[i], 0, boxes, i * BOX, BOX);
        }
    }

    /** Function h of a word whose four bytes are {@code x}. */
    private static int h(int x, int[] key) {
        return TwofishTables.h(0, x, key)
                ^ TwofishTables.h(1, x, key)
                ^ TwofishTables.h(2, x, key)
                ^ TwofishTables.h(3, x, key);
    }

    @Override
    void encrypt(int[] history, int at) {
        int[] k = keys;
        firstByte(history, at, history[at + 12]);
        int a = block[0];
        int b = block[1];
        int u = g(boxes, b >>> 24, b, b >>> 8, b >>> 16);
        int sum = g(boxes, a, a >>> 8, a >>> 16, a >>> 24) + u;
        int c = Integer.rotateRight(block[2] ^ sum + k[k.length - 2], 1);
        int d = Integer.rotateLeft(block[3], 1) ^ sum + u + k[k.length - 1];
        block[0] = Integer.reverseBytes(a ^ k[4]); // the halves are not exchanged after the last round
        block[1] = Integer.reverseBytes(b ^ k[5]);
        block[2] = Integer.reverseBytes(c ^ k[6]);
        block[3] = Integer.reverseBytes(d ^ k[7]);
    }

    /**
     * The last round does not reach the first byte; leaves the words before it in {@link #block}. That the loop's end
     * is told with {@code !=} keeps the compiler from unrolling it, which takes more registers than there are.
     */
    @Override
    int firstByte(int[] history, int at, int newest) {
        int[] k = keys;
        int[] s = boxes;
        int a = Integer.reverseBytes(history[at]) ^ k[0];
        int b = Integer.reverseBytes(history[at + 4]) ^ k[1];
        int c = Integer.reverseBytes(history[at + 8]) ^ k[2];
        int d = Integer.reverseBytes(newest) ^ k[3];
        for (int i = ROUND_KEYS; i != LAST_ROUND; i += 2) {
            int u = g(s, b >>> 24, b, b >>> 8, b >>> 16);
            int sum = g(s, a, a >>> 8, a >>> 16, a >>> 24) + u;
            int nextA = Integer.rotateRight(c ^ sum + k[i], 1);
            int nextB = Integer.rotateLeft(d, 1) ^ sum + (u + k[i + 1]);
            c = a;
            d = b;
            a = nextA;
            b = nextB;
        }
        block[0] = a;
        block[1] = b;
        block[2] = c;
        block[3] = d;
        return (a ^ k[4]) & 0xff;
    }

    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        if (t.length < count) {
            t = new int[count];
            u = new int[count];
        }
        for (int i = 0; i < lanes.length; i++) {
            whiten(lanes[i], keys[i], count);
        }
        for (int i = 0; i < ROUNDS - 1; i++) {
            int from = i % 2 * 2;
            g(lanes[from], t, count);
            gRotated(lanes[from + 1], u, count);
            int k = ROUND_KEYS + 2 * i;
            combine(t, u, lanes[2 - from], lanes[3 - from], keys[k], keys[k + 1], count);
        }
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) (lanes[2][i] ^ keys[4]);
        }
    }

    private static void whiten(int[] lane, int key, int count) {
        for (int i = 0; i < count; i++) {
            lane[i] = Integer.reverseBytes(lane[i]) ^ key;
        }
    }

    private void g(int[] from, int[] to, int count) {
        int[] s0 = box[0];
        int[] s1 = box[1];
        int[] s2 = box[2];
        int[] s3 = box[3];
        for (int i = 0; i < count; i++) {
            int x = from[i];
            to[i] = g(s0, s1, s2, s3, x, x >>> 8, x >>> 16, x >>> 24);
        }
    }

    private void gRotated(int[] from, int[] to, int count) {
        int[] s0 = box[0];
        int[] s1 = box[1];
        int[] s2 = box[2];
        int[] s3 = box[3];
        for (int i = 0; i < count; i++) {
            int x = from[i];
            to[i] = g(s0, s1, s2, s3, x >>> 24, x, x >>> 8, x >>> 16);
        }
    }

    private static int g(int[] s, int i0, int i1, int i2, int i3) {
        return s[i0 & 0xff] ^ s[BOX + (i1 & 0xff)] ^ (s[2 * BOX + (i2 & 0xff)] ^ s[3 * BOX + (i3 & 0xff)]);
    }

    private static int g(int[] s0, int[] s1, int[] s2, int[] s3, int i0, int i1, int i2, int i3) {
        return s0[i0 & s0.length - 1] ^ s1[i1 & s1.length - 1] ^ (s2[i2 & s2.length - 1] ^ s3[i3 & s3.length - 1]);
    }

    private static void combine(int[] t, int[] u, int[] c, int[] d, int firstKey, int secondKey, int count) {
        for (int i = 0; i < count; i++) {
            int sum = t[i] + u[i];
            c[i] = Integer.rotateRight(c[i] ^ sum + firstKey, 1);
            d[i] = Integer.rotateLeft(d[i], 1) ^ sum + u[i] + secondKey;
        }
    }
}
