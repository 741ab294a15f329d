package io.nscatools.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 3-WAY, 12-byte key and block, 11 rounds; both as three 32-bit words high byte first.
 *
 * <p>Source: Joan Daemen, René Govaerts, Joos Vandewalle, "A New Approach to Block Cipher Design", Fast Software
 * Encryption 1993.
 */
final class ThreeWay extends BlockCipher {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int BLOCK_LENGTH = 12;
    private static final int ROUNDS = 11;
    private static final int FIRST_ROUND_CONSTANT = 0x0b0b;

    /** For each round, and the final key addition, the key with the round constant: words 0 and 2 differ. */
    private final int[] roundKeys = new int[(ROUNDS + 1) * 3];

    ThreeWay(byte[] key) {
        super(BLOCK_LENGTH);
        int constant = FIRST_ROUND_CONSTANT;
        for (int round = 0; round <= ROUNDS; round++) {
            roundKeys[3 * round] = (int) WORD.get(key, 0) ^ constant << 16;
            roundKeys[3 * round + 1] = (int) WORD.get(key, 4);
            roundKeys[3 * round + 2] = (int) WORD.get(key, 8) ^ constant;
            constant <<= 1;
            if ((constant & 0x10000) != 0) {
                constant ^= 0x11011;
            }
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int a0 = history[at];
        int a1 = history[at + 4];
        int a2 = history[at + 8];
        for (int k = 0; k < 3 * ROUNDS; k += 3) {
            a0 ^= roundKeys[k];
            a1 ^= roundKeys[k + 1];
            a2 ^= roundKeys[k + 2];
            int t0 = theta(a0, a1, a2);
            int t1 = theta(a1, a2, a0);
            int t2 = theta(a2, a0, a1);
            t0 = Integer.rotateRight(t0, 10);
            t2 = Integer.rotateLeft(t2, 1);
            a0 = Integer.rotateLeft(t0 ^ (t1 | ~t2), 1);
            a1 = t1 ^ (t2 | ~t0);
            a2 = Integer.rotateRight(t2 ^ (t0 | ~t1), 10);
        }
        a0 ^= roundKeys[3 * ROUNDS];
        a1 ^= roundKeys[3 * ROUNDS + 1];
        a2 ^= roundKeys[3 * ROUNDS + 2];
        block[0] = theta(a0, a1, a2);
        block[1] = theta(a1, a2, a0);
        block[2] = theta(a2, a0, a1);
    }

    /** One word of the linear step; {@code b} and {@code c} are the words that follow {@code a} in a circle. */
    private static int theta(int a, int b, int c) {
        return a ^ a >>> 16 ^ b << 16 ^ b >>> 16 ^ c << 16 ^ b >>> 24 ^ c << 8 ^ c >>> 8 ^ a << 24 ^ c >>> 16 ^ a << 16
                ^ c >>> 24 ^ a << 8;
    }
}
