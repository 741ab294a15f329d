package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * RC2 with a key of 128 bytes, all of whose bits count: 8-byte block, 16 mixing and two mashing rounds.
 *
 * <p>Source: RFC 2268, "A Description of the RC2(r) Encryption Algorithm", 1998.
 */
final class Rc2 extends BlockCipher {
    private static final int BLOCK_LENGTH = 8;
    private static final int KEY_LENGTH = 128;
    private static final int KEYS = KEY_LENGTH / Short.BYTES;

    private static final byte[] PITABLE = HexFormat.of()
            .parseHex("d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2"
                    + "179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82"
                    + "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626"
                    + "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7"
                    + "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec"
                    + "c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731"
                    + "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9"
                    + "0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad");

    /** The bits that count: words stand in the upper half, where a sum cannot grow out of its 16 bits. */
    private static final int WORD = 0xffff0000;

    /** How many keys the mixing rounds have taken before each mashing round, and before the last mixing round. */
    private static final int[] MIXED = {20, 44, KEYS - 4};

    private final int[] keys = new int[KEYS];

    /** The words before the last mixing round. */
    private int a;

    private int b;
    private int c;
    private int d;

    /** The second and the fourth word of all windows. */
    private final int[][] odd = new int[2][0];

    Rc2(byte[] key) {
        super(BLOCK_LENGTH);
        ByteBuffer words = ByteBuffer.wrap(key.clone()).order(ByteOrder.LITTLE_ENDIAN);
        words.put(0, PITABLE[key[0] & 0xff]); // all that is left of the key expansion
        for (int i = 0; i < KEYS; i++) {
            keys[i] = words.getShort(i * Short.BYTES) << 16;
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        firstByte(history, at, history[at + 4]);
        int w = mix(a, b, c, d, keys[KEYS - 4], 1) & WORD;
        int x = mix(b, c, d, w, keys[KEYS - 3], 2) & WORD;
        int y = mix(c, d, w, x, keys[KEYS - 2], 3) & WORD;
        int z = mix(d, w, x, y, keys[KEYS - 1], 5) & WORD;
        block[0] = Integer.reverseBytes(w >>> 16 | x);
        block[1] = Integer.reverseBytes(y >>> 16 | z);
    }

    /**
     * The last mixing round reaches the first byte with one word; leaves the words before it. The latest word goes into
     * the next step with all its bits, as waiting for a clean one would take longer.
     */
    @Override
    int firstByte(int[] history, int at, int newest) {
        int[] k = keys;
        int low = Integer.reverseBytes(history[at]);
        int high = Integer.reverseBytes(newest);
        int a = low << 16;
        int b = low & WORD;
        int c = high << 16;
        int d = high & WORD;
        int z = high;
        int i = 0;
        for (int end : MIXED) {
            for (; i < end; i += 4) {
                int w = mix(a, b, c, z, k[i], 1);
                a = w & WORD;
                int x = mix(b, c, d, w, k[i + 1], 2);
                b = x & WORD;
                int y = mix(c, d, a, x, k[i + 2], 3);
                c = y & WORD;
                z = mix(d, a, b, y, k[i + 3], 5);
                d = z & WORD;
            }
            if (i < KEYS - 4) {
                a += k[z >>> 16 & 63];
                b += k[a >>> 16 & 63];
                c += k[b >>> 16 & 63];
                d += k[c >>> 16 & 63];
                z = d;
            }
        }
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
        return mix(a, b, c, z, k[KEYS - 4], 1) >>> 16 & 0xff;
    }

    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        if (odd[0].length < count) {
            odd[0] = new int[count];
            odd[1] = new int[count];
        }
        int[] a = lanes[0];
        int[] b = odd[0];
        int[] c = lanes[1];
        int[] d = odd[1];
        split(a, b, count);
        split(c, d, count);
        int i = 0;
        for (int end : MIXED) {
            for (; i < end; i += 4) {
                mix(a, b, c, d, keys[i], 1, count);
                mix(b, c, d, a, keys[i + 1], 2, count);
                mix(c, d, a, b, keys[i + 2], 3, count);
                mix(d, a, b, c, keys[i + 3], 5, count);
            }
            if (i < KEYS - 4) {
                mash(a, b, c, d, count);
            }
        }
        mix(a, b, c, d, keys[KEYS - 4], 1, count);
        for (int n = 0; n < count; n++) {
            stream[n] = (byte) (a[n] >>> 16);
        }
    }

    private static void split(int[] words, int[] odd, int count) {
        for (int i = 0; i < count; i++) {
            int word = Integer.reverseBytes(words[i]);
            words[i] = word << 16;
            odd[i] = word & WORD;
        }
    }

    private static void mix(int[] a, int[] b, int[] c, int[] d, int key, int rotation, int count) {
        for (int i = 0; i < count; i++) {
            a[i] = mix(a[i], b[i], c[i], d[i], key, rotation) & WORD;
        }
    }

    /** The new word in the upper half, other bits in the lower one. In the latter, only {@code d} may have any. */
    private static int mix(int a, int b, int c, int d, int key, int rotation) {
        int sum = a + key + (b ^ d & (b ^ c));
        return sum << rotation | sum >>> 16 - rotation;
    }

    private void mash(int[] a, int[] b, int[] c, int[] d, int count) {
        for (int i = 0; i < count; i++) {
            a[i] += keys[d[i] >>> 16 & 63];
            b[i] += keys[a[i] >>> 16 & 63];
            c[i] += keys[b[i] >>> 16 & 63];
            d[i] += keys[c[i] >>> 16 & 63];
        }
    }
}
