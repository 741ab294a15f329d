package io.nscatools.protocol;

/** {@link Rijndael} with a block of 32 bytes, which are eight columns. */
final class Rijndael256 extends Rijndael {
    private static final int BLOCK_LENGTH = 32;

    Rijndael256(byte[] key) {
        super(key, BLOCK_LENGTH, 3, 4);
    }

    @Override
    void round(byte[] from, byte[] to, int at, int[] keys, int k) {
        mix(from, to, at, 0, 4, 12, 16, keys[k]);
        mix(from, to, at, 4, 8, 16, 20, keys[k + 1]);
        mix(from, to, at, 8, 12, 20, 24, keys[k + 2]);
        mix(from, to, at, 12, 16, 24, 28, keys[k + 3]);
        mix(from, to, at, 16, 20, 28, 0, keys[k + 4]);
        mix(from, to, at, 20, 24, 0, 4, keys[k + 5]);
        mix(from, to, at, 24, 28, 4, 8, keys[k + 6]);
        mix(from, to, at, 28, 0, 8, 12, keys[k + 7]);
    }
}
