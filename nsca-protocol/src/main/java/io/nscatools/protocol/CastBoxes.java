package io.nscatools.protocol;

import java.util.Arrays;

/**
 * What CAST-128 and CAST-256 have in common: S-boxes and round functions.
 *
 * <p>Source: RFC 2144, "The CAST-128 Encryption Algorithm", 1997, sections 2.2 and appendix A.
 */
final class CastBoxes {
    private static final int BOX = 256;
    private static final int[] ALL = HexTable.words("cast.txt");

    private static final int[] S1 = box(1);
    private static final int[] S2 = box(2);
    private static final int[] S3 = box(3);
    private static final int[] S4 = box(4);

    private CastBoxes() {}

    private static int[] box(int number) {
        return Arrays.copyOfRange(ALL, (number - 1) * BOX, number * BOX);
    }

    /** Returns what box S{@code number} has for the lowest byte of {@code index}. */
    static int s(int number, int index) {
        return ALL[(number - 1) * BOX + (index & 0xff)];
    }

    /** Returns {@code word ^ f(data)} with the round function of type 1. */
    static int f1(int word, int data, int mask, int rotation) {
        int i = Integer.rotateLeft(mask + data, rotation);
        return word ^ ((S1[i >>> 24] ^ S2[i >>> 16 & 0xff]) + (S4[i & 0xff] - S3[i >>> 8 & 0xff]));
    }

    /** Returns {@code word ^ f(data)} with the round function of type 2. */
    static int f2(int word, int data, int mask, int rotation) {
        int i = Integer.rotateLeft(mask ^ data, rotation);
        return word ^ S4[i & 0xff] ^ (S1[i >>> 24] - S2[i >>> 16 & 0xff] + S3[i >>> 8 & 0xff]);
    }

    /** Returns {@code word ^ f(data)} with the round function of type 3. */
    static int f3(int word, int data, int mask, int rotation) {
        int i = Integer.rotateLeft(mask - data, rotation);
        return word ^ ((S1[i >>> 24] + S2[i >>> 16 & 0xff] ^ S3[i >>> 8 & 0xff]) - S4[i & 0xff]);
    }
}
