package io.nscatools.protocol;

/** {@link Rijndael} with a block of 32 bytes, which are eight columns. */
final class Rijndael256 extends Rijndael {
    private static final int BLOCK_LENGTH = 32;

    Rijndael256(byte[] key) {
        super(key, BLOCK_LENGTH, 3, 4);
    }

    @Override
    void round(byte[] from, byte[] to, int at, int[] keys, int k) {
        mix(from, to, at, 0, 5, 14, 19, keys[k]);
        mix(from, to, at, 4, 9, 18, 23, keys[k + 1]);
        mix(from, to, at, 8, 13, 22, 27, keys[k + 2]);
        mix(from, to, at, 12, 17, 26, 31, keys[k + 3]);
        mix(from, to, at, 16, 21, 30, 3, keys[k + 4]);
        mix(from, to, at, 20, 25, 2, 7, keys[k + 5]);
        mix(from, to, at, 24, 29, 6, 11, keys[k + 6]);
        mix(from, to, at, 28, 1, 10, 15, keys[k + 7]);
    }
}
