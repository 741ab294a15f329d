package io.nscatools.protocol;

/** Rijndael with a block of 16 bytes: AES-256. */
final class Rijndael128 extends Rijndael {
    private static final int COLUMNS = 4;

    Rijndael128(byte[] key) {
        super(key, COLUMNS, 2, 3);
    }

    @Override
    void begin(byte[] in, int offset, int rounds) {
        int[] k = keys;
        int a = column(in, offset) ^ k[0];
        int b = column(in, offset + 4) ^ k[1];
        int c = column(in, offset + 8) ^ k[2];
        int d = column(in, offset + 12) ^ k[3];
        for (int i = COLUMNS; i <= COLUMNS * rounds; i += COLUMNS) {
            int a1 = mix(a, b, c, d) ^ k[i];
            int b1 = mix(b, c, d, a) ^ k[i + 1];
            int c1 = mix(c, d, a, b) ^ k[i + 2];
            d = mix(d, a, b, c) ^ k[i + 3];
            a = a1;
            b = b1;
            c = c1;
        }
        state[0] = a;
        state[1] = b;
        state[2] = c;
        state[3] = d;
    }
}
