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
    private final byte[][] substitutions = new byte[ROUNDS * BLOCK_LENGTH][256];

    private final byte[] lastKey = new byte[BLOCK_LENGTH];
    private int[] state = new int[BLOCK_LENGTH];
    private int[] next = new int[BLOCK_LENGTH];
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
        for (int i = 0; i < substitutions.length; i++) {
            int k = i + i / BLOCK_LENGTH * BLOCK_LENGTH;
            for (int b = 0; b < 256; b++) {
                substitutions[i][b] = (byte)
                        (isExponential(i)
                                ? exp(b ^ keys[k]) + keys[k + BLOCK_LENGTH]
                                : log(b + keys[k]) ^ keys[k + BLOCK_LENGTH]);
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

    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset) {
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            state[i] = in[inOffset + reversedGroups(i, BLOCK_LENGTH)];
        }
        for (int k = 0; k < substitutions.length; k += BLOCK_LENGTH) {
            for (int i = 0; i < BLOCK_LENGTH; i++) {
                state[i] = substitutions[k + i][state[i] & 0xff];
            }
            transform();
            for (int level = 0; level < 3; level++) {
                shuffle();
                transform();
            }
        }
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            int last = isExponential(i) ? state[i] ^ lastKey[i] : state[i] + lastKey[i];
            out[outOffset + reversedGroups(i, BLOCK_LENGTH)] = (byte) last;
        }
    }

    /** Pseudo-Hadamard transforms of neighbours: (x, y) becomes (2x + y, x + y). */
    private void transform() {
        for (int i = 0; i < BLOCK_LENGTH; i += 2) {
            state[i + 1] += state[i];
            state[i] += state[i + 1];
        }
    }

    private void shuffle() {
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            next[i] = state[SHUFFLE[i]];
        }
        int[] swapped = state;
        state = next;
        next = swapped;
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
        for (int k = 0; k < substitutions.length; k += BLOCK_LENGTH) {
            for (int i = 0; i < BLOCK_LENGTH; i++) {
                substitute(lanes[i], substitutions[k + i], count);
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

    private static void substitute(byte[] bytes, byte[] substitution, int count) {
        for (int lane = 0; lane < count; lane++) {
            bytes[lane] = substitution[bytes[lane] & 0xff];
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
