package io.nscatools.protocol;

/** Key addition and substitution of Serpent for many blocks at once, in loops for which the compiler has vectors. */
final class SerpentLanes {
    private SerpentLanes() {}

    /**
     * Adds the key at {@code k} to the words of {@code count} blocks and puts them through the box number {@code box}.
     */
    static void substitute(int box, int[][] lanes, int[] keys, int k, int count) {
        int[] p = lanes[0];
        int[] q = lanes[1];
        int[] r = lanes[2];
        int[] s = lanes[3];
        switch (box) {
            case 0 -> round0(p, q, r, s, keys, k, count);
            case 1 -> round1(p, q, r, s, keys, k, count);
            case 2 -> round2(p, q, r, s, keys, k, count);
            case 3 -> round3(p, q, r, s, keys, k, count);
            case 4 -> round4(p, q, r, s, keys, k, count);
            case 5 -> round5(p, q, r, s, keys, k, count);
            case 6 -> round6(p, q, r, s, keys, k, count);
            default -> round7(p, q, r, s, keys, k, count);
        }
    }

    private static void round0(int[] p, int[] q, int[] r, int[] s, int[] keys, int k, int count) {
        int k0 = keys[k];
        int k1 = keys[k + 1];
        int k2 = keys[k + 2];
        int k3 = keys[k + 3];
        for (int i = 0; i < count; i++) {
            int a = p[i] ^ k0;
            int b = q[i] ^ k1;
            int c = r[i] ^ k2;
            int d = s[i] ^ k3;
            p[i] = SerpentBoxes.a0(a, b, c, d);
            q[i] = SerpentBoxes.b0(a, b, c, d);
            r[i] = SerpentBoxes.c0(a, b, c, d);
            s[i] = SerpentBoxes.d0(a, b, c, d);
        }
    }

    private static void round1(int[] p, int[] q, int[] r, int[] s, int[] keys, int k, int count) {
        int k0 = keys[k];
        int k1 = keys[k + 1];
        int k2 = keys[k + 2];
        int k3 = keys[k + 3];
        for (int i = 0; i < count; i++) {
            int a = p[i] ^ k0;
            int b = q[i] ^ k1;
            int c = r[i] ^ k2;
            int d = s[i] ^ k3;
            p[i] = SerpentBoxes.a1(a, b, c, d);
            q[i] = SerpentBoxes.b1(a, b, c, d);
            r[i] = SerpentBoxes.c1(a, b, c, d);
            s[i] = SerpentBoxes.d1(a, b, c, d);
        }
    }

    private static void round2(int[] p, int[] q, int[] r, int[] s, int[] keys, int k, int count) {
        int k0 = keys[k];
        int k1 = keys[k + 1];
        int k2 = keys[k + 2];
        int k3 = keys[k + 3];
        for (int i = 0; i < count; i++) {
            int a = p[i] ^ k0;
            int b = q[i] ^ k1;
            int c = r[i] ^ k2;
            int d = s[i] ^ k3;
            p[i] = SerpentBoxes.a2(a, b, c, d);
            q[i] = SerpentBoxes.b2(a, b, c, d);
            r[i] = SerpentBoxes.c2(a, b, c, d);
            s[i] = SerpentBoxes.d2(a, b, c, d);
        }
    }

    private static void round3(int[] p, int[] q, int[] r, int[] s, int[] keys, int k, int count) {
        int k0 = keys[k];
        int k1 = keys[k + 1];
        int k2 = keys[k + 2];
        int k3 = keys[k + 3];
        for (int i = 0; i < count; i++) {
            int a = p[i] ^ k0;
            int b = q[i] ^ k1;
            int c = r[i] ^ k2;
            int d = s[i] ^ k3;
            p[i] = SerpentBoxes.a3(a, b, c, d);
            q[i] = SerpentBoxes.b3(a, b, c, d);
            r[i] = SerpentBoxes.c3(a, b, c, d);
            s[i] = SerpentBoxes.d3(a, b, c, d);
        }
    }

    private static void round4(int[] p, int[] q, int[] r, int[] s, int[] keys, int k, int count) {
        int k0 = keys[k];
        int k1 = keys[k + 1];
        int k2 = keys[k + 2];
        int k3 = keys[k + 3];
        for (int i = 0; i < count; i++) {
            int a = p[i] ^ k0;
            int b = q[i] ^ k1;
            int c = r[i] ^ k2;
            int d = s[i] ^ k3;
            p[i] = SerpentBoxes.a4(a, b, c, d);
            q[i] = SerpentBoxes.b4(a, b, c, d);
            r[i] = SerpentBoxes.c4(a, b, c, d);
            s[i] = SerpentBoxes.d4(a, b, c, d);
        }
    }

    private static void round5(int[] p, int[] q, int[] r, int[] s, int[] keys, int k, int count) {
        int k0 = keys[k];
        int k1 = keys[k + 1];
        int k2 = keys[k + 2];
        int k3 = keys[k + 3];
        for (int i = 0; i < count; i++) {
            int a = p[i] ^ k0;
            int b = q[i] ^ k1;
            int c = r[i] ^ k2;
            int d = s[i] ^ k3;
            p[i] = SerpentBoxes.a5(a, b, c, d);
            q[i] = SerpentBoxes.b5(a, b, c, d);
            r[i] = SerpentBoxes.c5(a, b, c, d);
            s[i] = SerpentBoxes.d5(a, b, c, d);
        }
    }

    private static void round6(int[] p, int[] q, int[] r, int[] s, int[] keys, int k, int count) {
        int k0 = keys[k];
        int k1 = keys[k + 1];
        int k2 = keys[k + 2];
        int k3 = keys[k + 3];
        for (int i = 0; i < count; i++) {
            int a = p[i] ^ k0;
            int b = q[i] ^ k1;
            int c = r[i] ^ k2;
            int d = s[i] ^ k3;
            p[i] = SerpentBoxes.a6(a, b, c, d);
            q[i] = SerpentBoxes.b6(a, b, c, d);
            r[i] = SerpentBoxes.c6(a, b, c, d);
            s[i] = SerpentBoxes.d6(a, b, c, d);
        }
    }

    private static void round7(int[] p, int[] q, int[] r, int[] s, int[] keys, int k, int count) {
        int k0 = keys[k];
        int k1 = keys[k + 1];
        int k2 = keys[k + 2];
        int k3 = keys[k + 3];
        for (int i = 0; i < count; i++) {
            int a = p[i] ^ k0;
            int b = q[i] ^ k1;
            int c = r[i] ^ k2;
            int d = s[i] ^ k3;
            p[i] = SerpentBoxes.a7(a, b, c, d);
            q[i] = SerpentBoxes.b7(a, b, c, d);
            r[i] = SerpentBoxes.c7(a, b, c, d);
            s[i] = SerpentBoxes.d7(a, b, c, d);
        }
    }
}
