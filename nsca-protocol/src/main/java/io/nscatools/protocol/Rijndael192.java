package io.nscatools.protocol;

/** {@link Rijndael} with a block of 24 bytes, which are six columns. */
final class Rijndael192 extends Rijndael {
    private static final int COLUMNS = 6;

    Rijndael192(byte[] key) {
        super(key, COLUMNS, 2, 3);
    }

    @Override
    void begin(byte[] in, int offset, int rounds) {
        int[] k = keys;
        int a = column(in, offset) ^ k[0];
        int b = column(in, offset + 4) ^ k[1];
        int c = column(in, offset + 8) ^ k[2];
        int d = column(in, offset + 12) ^ k[3];
        int e = column(in, offset + 16) ^ k[4];
        int f = column(in, offset + 20) ^ k[5];
        for (int i = COLUMNS; i <= COLUMNS * rounds; i += COLUMNS) {
            int a1 = mix(a, b, c, d) ^ k[i];
            int b1 = mix(b, c, d, e) ^ k[i + 1];
            int c1 = mix(c, d, e, f) ^ k[i + 2];
            int d1 = mix(d, e, f, a) ^ k[i + 3];
            int e1 = mix(e, f, a, b) ^ k[i + 4];
            f = mix(f, a, b, c) ^ k[i + 5];
            a = a1;
            b = b1;
            c = c1;
            d = d1;
            e = e1;
        }
        state[0] = a;
        state[1] = b;
        state[2] = c;
        state[3] = d;
        state[4] = e;
        state[5] = f;
    }
}
