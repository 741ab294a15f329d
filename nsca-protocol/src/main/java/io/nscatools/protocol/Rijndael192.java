package io.nscatools.protocol;

/** {@link Rijndael} with a block of 24 bytes, which are six columns. */
final class Rijndael192 extends Rijndael {
    private static final int BLOCK_LENGTH = 24;

    Rijndael192(byte[] key) {
        super(key, BLOCK_LENGTH, 2, 3);
    }

    @Override
    void round(byte[] from, byte[] to, int at, int[] keys, int k) {
        mix(from, to, at, 0, 4, 8, 12, keys[k]);
        mix(from, to, at, 4, 8, 12, 16, keys[k + 1]);
        mix(from, to, at, 8, 12, 16, 20, keys[k + 2]);
        mix(from, to, at, 12, 16, 20, 0, keys[k + 3]);
        mix(from, to, at, 16, 20, 0, 4, keys[k + 4]);
        mix(from, to, at, 20, 0, 4, 8, keys[k + 5]);
    }
}
