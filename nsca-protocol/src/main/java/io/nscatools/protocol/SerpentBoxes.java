package io.nscatools.protocol;

/**
 * The eight S-boxes of Serpent, each as four formulas: bit n of the words a, b, c, d is one input of a box, and bit n
 * of its results, in this order, the output. So one step does 32 boxes. No formula is more than four operations deep,
 * and those of a box have as many operations in common as a search has found.
 */
final class SerpentBoxes {
    private SerpentBoxes() {}

    static int a0(int a, int b, int c, int d) {
        return (((a ^ d) | ~c) & ~(a ^ b)) ^ ((b & ~a) ^ (d & ~c));
    }

    static int b0(int a, int b, int c, int d) {
        return (((a ^ d) | ~c) & ~(a ^ b)) ^ ((b ^ c) & ~d);
    }

    static int c0(int a, int b, int c, int d) {
        return (b ^ (d & ~c)) ^ ((a ^ d) & (b | c));
    }

    static int d0(int a, int b, int c, int d) {
        return (a | d) ^ (b ^ c);
    }

    static int a1(int a, int b, int c, int d) {
        return (~a | (d & ~c)) ^ ((b ^ c) & ~(c & ~d));
    }

    static int b1(int a, int b, int c, int d) {
        return ((d | ~a) & ~((a ^ d) ^ (b ^ c))) ^ (b & ~(d & ~c));
    }

    static int c1(int a, int b, int c, int d) {
        return (b | ~a) ^ ((a ^ d) ^ (b ^ c));
    }

    static int d1(int a, int b, int c, int d) {
        return ((d & ~b) | ((a ^ d) ^ (b ^ c))) ^ (~a & ~(c & ~d));
    }

    static int a2(int a, int b, int c, int d) {
        return (c & ~a) ^ (b ^ d);
    }

    static int b2(int a, int b, int c, int d) {
        return (((b ^ d) & ~(c & ~a)) & ((a ^ d) | (b & ~c))) ^ (d ^ (a ^ c));
    }

    static int c2(int a, int b, int c, int d) {
        return ((a ^ d) | (b & ~c)) & ~((a ^ c) & (b ^ d));
    }

    static int d2(int a, int b, int c, int d) {
        return ((a ^ c) & ~(b & ~c)) ^ ((a ^ d) | ~b);
    }

    static int a3(int a, int b, int c, int d) {
        return ((a & ~c) | (a ^ d)) ^ ((b ^ c) & ~(c & ~d));
    }

    static int b3(int a, int b, int c, int d) {
        return ((a & b) ^ (c & ~d)) ^ ((a & ~d) | (b ^ c));
    }

    static int c3(int a, int b, int c, int d) {
        return (c | (a & b)) ^ ((a ^ d) & ~(b & d));
    }

    static int d3(int a, int b, int c, int d) {
        return (b & ~(a & ~c)) ^ ((a ^ d) | (c & ~d));
    }

    static int a4(int a, int b, int c, int d) {
        return (c ^ (a & ~d)) ^ (~b & ~(a ^ d));
    }

    static int b4(int a, int b, int c, int d) {
        return (c ^ (a & ~d)) ^ ((c | d) & ~(a ^ b));
    }

    static int c4(int a, int b, int c, int d) {
        return (d ^ ((c | d) & ~(a ^ b))) | (a & ~(b ^ c));
    }

    static int d4(int a, int b, int c, int d) {
        return (b | c) ^ ((a ^ d) & ~(d & ~b));
    }

    static int a5(int a, int b, int c, int d) {
        return (d | (a ^ b)) ^ ((a & ~b) ^ ~c);
    }

    static int b5(int a, int b, int c, int d) {
        return (~c & ~d) ^ ((a ^ b) & ~(b & ~d));
    }

    static int c5(int a, int b, int c, int d) {
        return ((c ^ (b ^ d)) | (d & ~(a ^ b))) ^ (a | ~c);
    }

    static int d5(int a, int b, int c, int d) {
        return ((a & ~b) ^ ~c) ^ ((b ^ d) & ~(a & ~c));
    }

    static int a6(int a, int b, int c, int d) {
        return (((a ^ c) & (b | c)) & ~((b ^ d) & ~(c & d))) ^ (~a ^ (b ^ d));
    }

    static int b6(int a, int b, int c, int d) {
        return (a & ~d) ^ (~a ^ (b ^ c));
    }

    static int c6(int a, int b, int c, int d) {
        return ((~a ^ (b ^ c)) & ~(c & d)) | ((b ^ d) & ~a);
    }

    static int d6(int a, int b, int c, int d) {
        return ((a ^ c) & (b | c)) ^ ((b ^ d) & ~(c & d));
    }

    static int a7(int a, int b, int c, int d) {
        return (((d & ~a) ^ (b & c)) | ((b ^ c) ^ ~d)) ^ (b & ~(a & ~d));
    }

    static int b7(int a, int b, int c, int d) {
        return ((b ^ c) & ~(a & ~d)) ^ ((d & ~a) ^ (b & c));
    }

    static int c7(int a, int b, int c, int d) {
        return (d ^ ((b ^ c) & ~(a & ~d))) | ((a ^ b) & ~c);
    }

    static int d7(int a, int b, int c, int d) {
        return (a & ~d) ^ ((b ^ c) & ~(a & c));
    }
}
