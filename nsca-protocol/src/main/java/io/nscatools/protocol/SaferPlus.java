package io.nscatools.protocol;

import static io.nscatools.protocol.SaferTables.bias;
import static io.nscatools.protocol.SaferTables.exp;
import static io.nscatools.protocol.SaferTables.log;
import static io.nscatools.protocol.SaferTables.rotateLeft;

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

    private final byte[] keys = new byte[BLOCK_LENGTH * (2 * ROUNDS + 1)];
    private int[] state = new int[BLOCK_LENGTH];
    private int[] next = new int[BLOCK_LENGTH];

    SaferPlus(byte[] key) {
        byte[] register = new byte[KEY_LENGTH + 1];
        for (int i = 0; i < KEY_LENGTH; i++) {
            register[i] = key[reversedGroups(i, KEY_LENGTH)];
            register[KEY_LENGTH] ^= register[i];
        }
        System.arraycopy(register, 0, keys, 0, BLOCK_LENGTH);
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
        int k = 0;
        for (int round = 0; round < ROUNDS; round++, k += 2 * BLOCK_LENGTH) {
            for (int i = 0; i < BLOCK_LENGTH; i++) {
                state[i] = isExponential(i)
                        ? exp(state[i] ^ keys[k + i]) + keys[k + BLOCK_LENGTH + i]
                        : log(state[i] + keys[k + i]) ^ keys[k + BLOCK_LENGTH + i];
            }
            transform();
            for (int level = 0; level < 3; level++) {
                shuffle();
                transform();
            }
        }
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            int last = isExponential(i) ? state[i] ^ keys[k + i] : state[i] + keys[k + i];
            out[outOffset + reversedGroups(i, BLOCK_LENGTH)] = (byte) last;
        }
    }

    /** Bytes 0, 3, 4, 7, 8, 11, 12 and 15 go through powers, the others through logarithms. */
    private static boolean isExponential(int index) {
        return index % 4 == 0 || index % 4 == 3;
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
}
