package io.nscatools.protocol;

/** {@link Rijndael} with a block of 24 bytes, which are six columns. */
final class Rijndael192 extends Rijndael {
    private static final int BLOCK_LENGTH = 24;

    Rijndael192(byte[] key) {
        super(key, BLOCK_LENGTH, 2, 3);
    }

    @Override
    void round(byte[] from, byte[] to, int at, int[] keys, int k) {
        mix(from, to, at, 0, 5, 10, 15, keys[k]);
        mix(from, to, at, 4, 9, 14, 19, keys[k + 1]);
        mix(from, to, at, 8, 13, 18, 23, keys[k + 2]);
        mix(from, to, at, 12, 17, 22, 3, keys[k + 3]);
        mix(from, to, at, 16, 21, 2, 7, keys[k + 4]);
        mix(from, to, at, 20, 1, 6, 11, keys[k + 5]);
    }
}
