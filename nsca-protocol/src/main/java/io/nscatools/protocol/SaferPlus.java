package io.nscatools.protocol;

import static io.nscatools.protocol.SaferTables.bias;
import static io.nscatools.protocol.SaferTables.exp;
import static io.nscatools.protocol.SaferTables.log;
import static io.nscatools.protocol.SaferTables.rotateLeft;

import java.util.Arrays;

/**
 * SAFER+ with a key of 32 bytes: 16-byte block, 16 rounds. libmcrypt takes the 4-byte groups of key and block in
 * reverse order, last group first.
 *
 * <p>Source: James L. Massey, Gurgen H. Khachatrian, Melsik K. Kuregian, "Nomination of SAFER+ as Candidate Algorithm
 * for the Advanced Encryption Standard", 1998.
 */
final class SaferPlus implements BlockCipher {
    private static final int BLOCK_LENGTH = 16;
    private static final int KEY_LENGTH = 32;
    private static final int ROUNDS = 16;
    /** Round keys up to this one have a double power of 45 for their bias, those after it a single one. */
    private static final int LAST_DOUBLE_BIAS = 16;

    /** Where each byte comes from between two levels of transforms. */
    private static final int[] SHUFFLE = {8, 11, 12, 15, 2, 1, 6, 5, 10, 9, 14, 13, 0, 7, 4, 3};

    /** For each round and byte: what both keys and the power or logarithm between them make of its values. */
    private final byte[] substitutions = new byte[ROUNDS * BLOCK_LENGTH * 256];

    private final byte[] lastKey = new byte[BLOCK_LENGTH];
    /** The part of {@link #substitutions} that is in use. */
    private final byte[] table = new byte[256];

    private byte[][] lanes = new byte[BLOCK_LENGTH][0];

    SaferPlus(byte[] key) {
        byte[] register = new byte[KEY_LENGTH + 1];
        for (int i = 0; i < KEY_LENGTH; i++) {
            register[i] = key[reversedGroups(i, KEY_LENGTH)];
            register[KEY_LENGTH] ^= register[i];
        }
        byte[] keys = Arrays.copyOf(register, BLOCK_LENGTH * (2 * ROUNDS + 1));
        for (int n = 1; n <= 2 * ROUNDS; n++) {
            for (int i = 0; i < register.length; i++) {
                register[i] = rotateLeft(register[i], 3);
            }
            for (int j = 0; j < BLOCK_LENGTH; j++) {
                int x = 17 * (n + 1) + j + 1;
                int bias = n <= LAST_DOUBLE_BIAS ? bias(x) : exp(x);
                keys[BLOCK_LENGTH * n + j] = (byte) (register[(n + j) % register.length] + bias);
            }
        }
        for (int i = 0; i < ROUNDS * BLOCK_LENGTH; i++) {
            byte firstKey = keys[i + i / BLOCK_LENGTH * BLOCK_LENGTH];
            byte nextKey = keys[i + i / BLOCK_LENGTH * BLOCK_LENGTH + BLOCK_LENGTH];
            for (int b = 0; b < 256; b++) {
                int substitute = isExponential(i) ? exp(b ^ firstKey) + nextKey : log(b + firstKey) ^ nextKey;
                substitutions[256 * i + b] = (byte) substitute;
            }
        }
        System.arraycopy(keys, 2 * ROUNDS * BLOCK_LENGTH, lastKey, 0, BLOCK_LENGTH);
    }

    private static int reversedGroups(int index, int length) {
        return length - 4 - index / 4 * 4 + index % 4;
    }

    @Override
    public int blockLength() {
        return BLOCK_LENGTH;
    }

    /**
     * Written out, since moving the bytes between arrays would take longer than the arithmetic: the shuffles between
     * the four levels of transforms are in the choice of the variables.
     */
    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset) {
        int o = in[inOffset + 12];
        int h = in[inOffset + 13];
        int i = in[inOffset + 14];
        int p = in[inOffset + 15];
        int a = in[inOffset + 8];
        int n = in[inOffset + 9];
        int g = in[inOffset + 10];
        int l = in[inOffset + 11];
        int e = in[inOffset + 4];
        int j = in[inOffset + 5];
        int c = in[inOffset + 6];
        int f = in[inOffset + 7];
        int k = in[inOffset];
        int b = in[inOffset + 1];
        int m = in[inOffset + 2];
        int d = in[inOffset + 3];
        byte[] t = substitutions;
        for (int r = 0; r < t.length; r += 256 * BLOCK_LENGTH) {
            int a1 = t[r + (o & 0xff)];
            int b1 = t[r + 256 + (h & 0xff)];
            int c1 = t[r + 512 + (i & 0xff)];
            int d1 = t[r + 768 + (p & 0xff)];
            int e1 = t[r + 1024 + (a & 0xff)];
            int f1 = t[r + 1280 + (n & 0xff)];
            int g1 = t[r + 1536 + (g & 0xff)];
            int h1 = t[r + 1792 + (l & 0xff)];
            int i1 = t[r + 2048 + (e & 0xff)];
            int j1 = t[r + 2304 + (j & 0xff)];
            int k1 = t[r + 2560 + (c & 0xff)];
            int l1 = t[r + 2816 + (f & 0xff)];
            int m1 = t[r + 3072 + (k & 0xff)];
            int n1 = t[r + 3328 + (b & 0xff)];
            int o1 = t[r + 3584 + (m & 0xff)];
            int p1 = t[r + 3840 + (d & 0xff)];
            a = a1;
            b = b1;
            c = c1;
            d = d1;
            e = e1;
            f = f1;
            g = g1;
            h = h1;
            i = i1;
            j = j1;
            k = k1;
            l = l1;
            m = m1;
            n = n1;
            o = o1;
            p = p1;
            b += a;
            a += b;
            d += c;
            c += d;
            f += e;
            e += f;
            h += g;
            g += h;
            j += i;
            i += j;
            l += k;
            k += l;
            n += m;
            m += n;
            p += o;
            o += p;
            l += i;
            i += l;
            p += m;
            m += p;
            b += c;
            c += b;
            f += g;
            g += f;
            j += k;
            k += j;
            n += o;
            o += n;
            h += a;
            a += h;
            d += e;
            e += d;
            n += k;
            k += n;
            d += a;
            a += d;
            l += m;
            m += l;
            b += g;
            g += b;
            j += o;
            o += j;
            h += e;
            e += h;
            f += i;
            i += f;
            p += c;
            c += p;
            h += o;
            o += h;
            p += i;
            i += p;
            n += a;
            a += n;
            l += g;
            g += l;
            j += e;
            e += j;
            f += c;
            c += f;
            b += k;
            k += b;
            d += m;
            m += d;
        }
        out[outOffset + 12] = (byte) (o ^ lastKey[0]);
        out[outOffset + 13] = (byte) (h + lastKey[1]);
        out[outOffset + 14] = (byte) (i + lastKey[2]);
        out[outOffset + 15] = (byte) (p ^ lastKey[3]);
        out[outOffset + 8] = (byte) (a ^ lastKey[4]);
        out[outOffset + 9] = (byte) (n + lastKey[5]);
        out[outOffset + 10] = (byte) (g + lastKey[6]);
        out[outOffset + 11] = (byte) (l ^ lastKey[7]);
        out[outOffset + 4] = (byte) (e ^ lastKey[8]);
        out[outOffset + 5] = (byte) (j + lastKey[9]);
        out[outOffset + 6] = (byte) (c + lastKey[10]);
        out[outOffset + 7] = (byte) (f ^ lastKey[11]);
        out[outOffset] = (byte) (k ^ lastKey[12]);
        out[outOffset + 1] = (byte) (b + lastKey[13]);
        out[outOffset + 2] = (byte) (m + lastKey[14]);
        out[outOffset + 3] = (byte) (d ^ lastKey[15]);
    }

    /** Bytes 0, 3, 4, 7, 8, 11, 12 and 15 go through powers, the others through logarithms. */
    private static boolean isExponential(int index) {
        return index % 4 == 0 || index % 4 == 3;
    }

    /**
     * All windows step by step: what byte i is of each window stands in one array, and neighbours there are neighbours
     * in the history too. The machine adds many bytes of such arrays at once.
     */
    @Override
    public void encryptWindows(byte[] history, int count, byte[] stream) {
        if (lanes[0].length < count) {
            lanes = new byte[BLOCK_LENGTH][count];
        }
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            System.arraycopy(history, reversedGroups(i, BLOCK_LENGTH), lanes[i], 0, count);
        }
        for (int r = 0; r < substitutions.length; r += 256 * BLOCK_LENGTH) {
            for (int i = 0; i < BLOCK_LENGTH; i++) {
                substitute(lanes[i], r + 256 * i, count);
            }
            transform(count);
            for (int level = 0; level < 3; level++) {
                byte[][] before = lanes.clone();
                for (int i = 0; i < BLOCK_LENGTH; i++) {
                    lanes[i] = before[SHUFFLE[i]];
                }
                transform(count);
            }
        }
        int first = reversedGroups(0, BLOCK_LENGTH); // its own inverse, and a byte that takes an XOR
        for (int lane = 0; lane < count; lane++) {
            stream[lane] = (byte) (lanes[first][lane] ^ lastKey[first]);
        }
    }

    private void substitute(byte[] bytes, int start, int count) {
        byte[] t = table;
        System.arraycopy(substitutions, start, t, 0, t.length);
        for (int lane = 0; lane < count; lane++) {
            bytes[lane] = t[bytes[lane] & 0xff];
        }
    }

    private void transform(int count) {
        for (int i = 0; i < BLOCK_LENGTH; i += 2) {
            add(lanes[i], lanes[i + 1], count);
            add(lanes[i + 1], lanes[i], count);
        }
    }

    private static void add(byte[] terms, byte[] sums, int count) {
        for (int lane = 0; lane < count; lane++) {
            sums[lane] += terms[lane];
        }
    }
}
