package io.nscatools.protocol;

/** The two tables of the SAFER family: powers of 45 modulo 257, and their inverse. */
final class SaferTables {
    /** At x: 45 to the power of x modulo 257, and 0 for 256. */
    static final byte[] EXP = new byte[256];
    /** At y: the x whose power is y. */
    static final byte[] LOG = new byte[256];

    static {
        int power = 1;
        for (int x = 0; x < 256; x++) {
            EXP[x] = (byte) power;
            LOG[power & 0xff] = (byte) x;
            power = power * 45 % 257;
        }
    }

    private SaferTables() {}

    static byte exp(int x) {
        return EXP[x & 0xff];
    }

    static byte log(int y) {
        return LOG[y & 0xff];
    }

    /** The bias of a round key byte: 45 to the power of (45 to the power of x). */
    static int bias(int x) {
        return exp(exp(x));
    }

    static byte rotateLeft(byte b, int distance) {
        return (byte) ((b & 0xff) << distance | (b & 0xff) >>> 8 - distance);
    }
}
