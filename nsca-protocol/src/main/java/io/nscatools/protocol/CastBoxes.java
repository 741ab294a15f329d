package io.nscatools.protocol;

/**
 * What CAST-128 and CAST-256 have in common: S-boxes and round functions.
 *
 * <p>Source: RFC 2144, "The CAST-128 Encryption Algorithm", 1997, sections 2.2 and appendix A.
 */
final class CastBoxes {
    private static final int BOX = 256;
    /** The boxes S1 to S8, one after the other: few registers are taken by where they are. */
    private static final int[] S = HexTable.words("cast.txt");

    private CastBoxes() {}

    /** Returns what box S{@code number} has for the lowest byte of {@code index}. */
    static int s(int number, int index) {
        return S[(number - 1) * BOX + (index & 0xff)];
    }

    private static int s1(int x) {
        return S[x >>> 24];
    }

    private static int s2(int x) {
        return S[BOX + (x >>> 16 & 0xff)];
    }

    private static int s3(int x) {
        return S[2 * BOX + (x >>> 8 & 0xff)];
    }

    private static int s4(int x) {
        return S[3 * BOX + (x & 0xff)];
    }

    /** Returns {@code word ^ f(data)} with the round function of type 1. */
    static int f1(int word, int data, int mask, int rotation) {
        int i = Integer.rotateLeft(mask + data, rotation);
        return word ^ ((s1(i) ^ s2(i)) + (s4(i) - s3(i)));
    }

    /** Returns {@code word ^ f(data)} with the round function of type 2. */
    static int f2(int word, int data, int mask, int rotation) {
        int i = Integer.rotateLeft(mask ^ data, rotation);
        return word ^ s4(i) ^ (s1(i) - s2(i) + s3(i));
    }

    /** Returns {@code word ^ f(data)} with the round function of type 3. */
    static int f3(int word, int data, int mask, int rotation) {
        int i = Integer.rotateLeft(mask - data, rotation);
        return word ^ ((s1(i) + s2(i) ^ s3(i)) - s4(i));
    }
}
