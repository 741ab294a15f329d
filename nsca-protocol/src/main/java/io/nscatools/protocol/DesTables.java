package io.nscatools.protocol;

/**
 * The tables of DES, made ready for {@link Des}.
 *
 * <p>Source: FIPS 46-3, "Data Encryption Standard", 1999, which numbers bits from 1, the highest.
 */
final class DesTables {
    private static final int ROUNDS = 16;

    /** The boxes S1 to S8, four rows of 16 each. */
    private static final String[] S_BOXES = {
        "e4d12fb83a6c5907" + "0f74e2d1a6cb9538" + "41e8d62bfc973a50" + "fc8249175b3ea06d",
        "f18e6b34972dc05a" + "3d47f28ec01a69b5" + "0e7ba4d158c6932f" + "d8a13f42b67c05e9",
        "a09e63f51dc7b428" + "d709346a285ecbf1" + "d6498f30b12c5ae7" + "1ad069874fe3b52c",
        "7de3069a1285bc4f" + "d8b56f03472c1ae9" + "a690cb7df13e5284" + "3f06a1d8945bc72e",
        "2c417ab6853fd0e9" + "eb2c47d150fa3986" + "421bad78f9c5630e" + "b8c71e2d6f09a453",
        "c1af92680d34e75b" + "af427c9561de0b38" + "9ef528c3704a1db6" + "432c95fabe17608d",
        "4b2ef08d3c975a61" + "d0b7491ae35c2f86" + "14bdc37eaf680592" + "6bd814a7950fe23c",
        "d2846fb1a93e50c7" + "1fd8a374c56b0e92" + "7b419ce206adf358" + "21e74a8dfc90356b"
    };

    private static final int[] P = {
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11,
        4, 25
    };
    private static final int[] PERMUTED_CHOICE_1 = {
        57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36, 63,
        55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4
    };
    private static final int[] PERMUTED_CHOICE_2 = {
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55,
        30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32
    };
    /** By how much each half of the key has been rotated in each round. */
    private static final int[] ROTATIONS = {1, 2, 4, 6, 8, 10, 12, 14, 15, 17, 19, 21, 23, 25, 27, 28};

    private DesTables() {}

    /**
     * Returns the boxes S1, S3, S5, S7, S2, S4, S6, S8 one after the other: substitution and permutation P in one. They
     * have 256 words each, as the lowest two bits of the index do not matter. The words are rotated right by one bit.
     */
    static int[] boxes() {
        int[] boxes = new int[8 * 256];
        for (int i = 0; i < boxes.length; i++) {
            int box = i / 256 % 4 * 2 + i / 1024;
            int six = i >>> 2 & 0x3f;
            int row = six >>> 4 & 2 | six & 1;
            int substitute = Character.digit(S_BOXES[box].charAt(16 * row + (six >>> 1 & 0xf)), 16);
            boxes[i] = Integer.rotateRight((int) permute((long) substitute << 28 - 4 * box, 32, P), 1);
        }
        return boxes;
    }

    /**
     * Puts the keys of the 16 rounds into {@code keys}: two words each, of which the first has the six bits for the
     * boxes S1, S3, S5, S7 at the top of its bytes and the second those for S2, S4, S6, S8.
     */
    static void expand(long key, int[] keys, int offset) {
        long halves = permute(key, 64, PERMUTED_CHOICE_1);
        for (int round = 0; round < ROUNDS; round++) {
            long rotated = rotate(halves >>> 28, ROTATIONS[round]) << 28 | rotate(halves, ROTATIONS[round]);
            long bits = permute(rotated, 56, PERMUTED_CHOICE_2);
            for (int box = 0; box < 8; box++) {
                int six = (int) (bits >>> 42 - 6 * box & 0x3f);
                keys[offset + 2 * round + box % 2] |= six << 26 - box / 2 * 8;
            }
        }
    }

    private static long rotate(long half, int distance) {
        long bits = half & 0xfffffff;
        return (bits << distance | bits >>> 28 - distance) & 0xfffffff;
    }

    /**
     * Bit n of the result, counted from the highest, is bit {@code table[n]} of the {@code width} bits of {@code in}.
     */
    private static long permute(long in, int width, int[] table) {
        long out = 0;
        for (int bit : table) {
            out = out << 1 | in >>> width - bit & 1;
        }
        return out;
    }
}
