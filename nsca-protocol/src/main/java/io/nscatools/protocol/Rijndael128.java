package io.nscatools.protocol;

/** {@link Rijndael} with a block of 16 bytes, which are four columns: AES-256. */
final class Rijndael128 extends Rijndael {
    private static final int BLOCK_LENGTH = 16;

    Rijndael128(byte[] key) {
        super(key, BLOCK_LENGTH, 2, 3);
    }

    @Override
    void round(byte[] from, byte[] to, int at, int[] keys, int k) {
        mix(from, to, at, 0, 4, 8, 12, keys[k]);
        mix(from, to, at, 4, 8, 12, 0, keys[k + 1]);
        mix(from, to, at, 8, 12, 0, 4, keys[k + 2]);
        mix(from, to, at, 12, 0, 4, 8, keys[k + 3]);
    }
}
