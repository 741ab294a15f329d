package io.nscatools.protocol;

/**
 * The keyed substitution of Twofish with a key of 32 bytes: function h, its permutations and its matrices.
 *
 * <p>Source: see {@link Twofish}, sections 4.2 to 4.3.5 there.
 */
final class TwofishTables {
    private static final byte[][] Q = {
        permutation("817d6f320b59eca4", "ecb81235f4a6709d", "ba5e6d90c8f32471", "d7f4126e9b3085ca"),
        permutation("28bdf76e31940ac5", "1e2b4c376da5f908", "4c75169a0ed82b3f", "b951c3de647f208a")
    };

    /** For each byte of the word, lowest first: the permutations that it goes through. */
    private static final int[][] CHOICE = {{1, 1, 0, 0, 1}, {0, 1, 1, 0, 0}, {0, 0, 0, 1, 1}, {1, 0, 1, 1, 0}};

    /** What each byte of the word is multiplied with for the four bytes of the result, the lowest byte first. */
    private static final int[][] MDS = {
        {0x01, 0x5b, 0xef, 0xef}, {0xef, 0xef, 0x5b, 0x01}, {0x5b, 0xef, 0x01, 0xef}, {0x5b, 0x01, 0xef, 0x5b}
    };

    private static final int MDS_POLYNOMIAL = 0x169;

    private static final int[][] RS = {
        {0x01, 0xa4, 0x55, 0x87, 0x5a, 0x58, 0xdb, 0x9e},
        {0xa4, 0x56, 0x82, 0xf3, 0x1e, 0xc6, 0x68, 0xe5},
        {0x02, 0xa1, 0xfc, 0xc1, 0x47, 0xae, 0x3d, 0x19},
        {0xa4, 0x55, 0x87, 0x5a, 0x58, 0xdb, 0x9e, 0x03}
    };

    private static final int RS_POLYNOMIAL = 0x14d;

    private TwofishTables() {}

    private static byte[] permutation(String t0, String t1, String t2, String t3) {
        byte[] q = new byte[256];
        for (int x = 0; x < q.length; x++) {
            int mixed = mix(x >>> 4, x & 0xf);
            mixed = mix(digit(t0, mixed >>> 4), digit(t1, mixed & 0xf));
            q[x] = (byte) (digit(t3, mixed & 0xf) << 4 | digit(t2, mixed >>> 4));
        }
        return q;
    }

    private static int mix(int a, int b) {
        return (a ^ b) << 4 | (a ^ b >>> 1 ^ b << 3 ^ a << 3) & 0xf;
    }

    private static int digit(String digits, int index) {
        return Character.digit(digits.charAt(index), 16);
    }

    /**
     * Returns what the byte number {@code n} of the argument, counted from the lowest, adds to h by XOR, where
     * {@code x} is that byte and {@code key} the list of four words.
     */
    static int h(int n, int x, int[] key) {
        int y = x;
        for (int i = 0; i < 5; i++) {
            y = Q[CHOICE[n][i]][y] & 0xff;
            if (i < key.length) {
                y ^= key[key.length - 1 - i] >>> 8 * n & 0xff;
            }
        }
        int z = 0;
        for (int row = 0; row < 4; row++) {
            z |= multiply(MDS[n][row], y, MDS_POLYNOMIAL) << 8 * row;
        }
        return z;
    }

    /** Returns the word that 8 bytes of the key, from {@code offset} on, give for the S-boxes. */
    static int reedSolomon(byte[] key, int offset) {
        int word = 0;
        for (int row = 0; row < 4; row++) {
            for (int i = 0; i < 8; i++) {
                word ^= multiply(RS[row][i], key[offset + i] & 0xff, RS_POLYNOMIAL) << 8 * row;
            }
        }
        return word;
    }

    private static int multiply(int a, int b, int polynomial) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = product << 1 ^ (product >>> 7) * polynomial ^ (b >>> bit & 1) * a;
        }
        return product;
    }
}
