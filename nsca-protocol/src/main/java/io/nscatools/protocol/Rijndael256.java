package io.nscatools.protocol;

/** {@link Rijndael} with a block of 32 bytes, which are eight columns. */
final class Rijndael256 extends Rijndael {
    private static final int COLUMNS = 8;

    Rijndael256(byte[] key) {
        super(key, COLUMNS, 3, 4);
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
        int g = column(in, offset + 24) ^ k[6];
        int h = column(in, offset + 28) ^ k[7];
        for (int i = COLUMNS; i <= COLUMNS * rounds; i += COLUMNS) {
            int a1 = mix(a, b, d, e) ^ k[i];
            int b1 = mix(b, c, e, f) ^ k[i + 1];
            int c1 = mix(c, d, f, g) ^ k[i + 2];
            int d1 = mix(d, e, g, h) ^ k[i + 3];
            int e1 = mix(e, f, h, a) ^ k[i + 4];
            int f1 = mix(f, g, a, b) ^ k[i + 5];
            int g1 = mix(g, h, b, c) ^ k[i + 6];
            h = mix(h, a, c, d) ^ k[i + 7];
            a = a1;
            b = b1;
            c = c1;
            d = d1;
            e = e1;
            f = f1;
            g = g1;
        }
        state[0] = a;
        state[1] = b;
        state[2] = c;
        state[3] = d;
        state[4] = e;
        state[5] = f;
        state[6] = g;
        state[7] = h;
    }
}
