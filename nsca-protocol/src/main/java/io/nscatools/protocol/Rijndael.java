package io.nscatools.protocol;

import static io.nscatools.protocol.RijndaelKey.ROUNDS;
import static io.nscatools.protocol.RijndaelKey.s;
import static io.nscatools.protocol.RijndaelKey.twice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rijndael with a key of 32 bytes and a block of 24 or 32: what is not AES. Four tables do substitution and mixing of a
 * column at once. The state stands in arrays of bytes, since loading a byte is cheaper than cutting it out of a word.
 *
 * <p>Source: Joan Daemen, Vincent Rijmen, "AES Proposal: Rijndael", 1999, sections 4 and 5.2.1.
 */
abstract class Rijndael extends BlockCipher {
    private static final VarHandle COLUMN = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** So many windows go through all rounds together; their states stay in the processor's first cache. */
    private static final int GROUP = 64;

    /** The four tables in one, for the rows 0 to 3 of the state. */
    private static final int[] T = new int[4 * 256];

    static {
        for (int i = 0; i < 256; i++) {
            int s = s(i);
            T[i] = twice(s) | s << 8 | s << 16 | (twice(s) ^ s) << 24;
            T[256 + i] = Integer.rotateLeft(T[i], 8);
            T[512 + i] = Integer.rotateLeft(T[i], 16);
            T[768 + i] = Integer.rotateLeft(T[i], 24);
        }
    }

    /** Where each byte of a block is taken from by the rotation of the rows. */
    private final int[] origin;

    /** A column for each of the block's, for the start and for every round. */
    private final int[] keys;

    private final byte[] state;
    private final byte[] next;

    /** The rows of the block are shifted by 0, 1, {@code secondShift} and {@code thirdShift} columns. */
    Rijndael(byte[] key, int blockLength, int secondShift, int thirdShift) {
        super(blockLength);
        int[] shifts = {0, 1, secondShift, thirdShift};
        this.origin = new int[blockLength];
        Arrays.setAll(origin, i -> (i + 4 * shifts[i % 4]) % blockLength);
        this.state = new byte[GROUP * blockLength];
        this.next = new byte[GROUP * blockLength];
        this.keys = RijndaelKey.expand(key, block.length);
    }

    /** Does a round for the block at {@code at}, with the keys from {@code k} on. */
    abstract void round(byte[] from, byte[] to, int at, int[] keys, int k);

    /**
     * Sets column {@code column} of the block at {@code at} to what a round makes of four bytes of the block: that at
     * {@code column}, and those at {@code b}, {@code c} and {@code d}.
     *
     * <p>These three methods have at most 35 bytes each: the compiler then takes them into the loop over all blocks
     * whether or not it has counted yet how often they are called, which made a third of the speed by chance.
     */
    static void mix(byte[] from, byte[] to, int at, int column, int b, int c, int d, int key) {
        COLUMN.set(to, at + column, mix(from, at + column, at + b, at + c, at + d) ^ key);
    }

    private static int mix(byte[] from, int a, int b, int c, int d) {
        return t(from, a, 0) ^ t(from, b, 256) ^ (t(from, c, 512) ^ t(from, d, 768));
    }

    private static int t(byte[] from, int at, int row) {
        return T[row + (from[at] & 0xff)];
    }

    private void begin(int[] history, int window, int at) {
        for (int j = 0; j < block.length; j++) {
            COLUMN.set(state, at + 4 * j, Integer.reverseBytes(history[window + 4 * j]) ^ keys[j]);
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int k = rounds(history, at);
        round(state, next, 0, keys, k);
        k += block.length;
        for (int j = 0; j < block.length; j++) { // the last round does not mix
            int column = s(next[origin[4 * j]])
                    | s(next[origin[4 * j + 1]]) << 8
                    | s(next[origin[4 * j + 2]]) << 16
                    | s(next[origin[4 * j + 3]]) << 24;
            block[j] = Integer.reverseBytes(column ^ keys[k + j]);
        }
    }

    @Override
    int firstByte(int[] history, int at, int newest) {
        int k = rounds(history, at);
        return firstByte(state, 0, k) & 0xff;
    }

    /** All rounds but two, whose keys begin where the returned number says. */
    private int rounds(int[] history, int at) {
        begin(history, at, 0);
        int k = block.length;
        for (int i = 1; i < ROUNDS - 1; i += 2, k += 2 * block.length) {
            round(state, next, 0, keys, k);
            round(next, state, 0, keys, k + block.length);
        }
        return k;
    }

    /** The first byte, as the lowest, needs one column of the last round but one and one byte of the last. */
    private int firstByte(byte[] from, int at, int k) {
        int column = mix(from, at, at + origin[1], at + origin[2], at + origin[3]) ^ keys[k];
        return s(column) ^ keys[k + block.length];
    }

    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        for (int i = 0; i < count; i += GROUP) {
            encryptGroup(history, i, Math.min(GROUP, count - i), stream);
        }
    }

    private void encryptGroup(int[] history, int first, int count, byte[] stream) {
        int length = count * blockLength();
        for (int i = 0; i < count; i++) {
            begin(history, first + i, i * blockLength());
        }
        byte[] from = state;
        byte[] to = next;
        int k = block.length;
        for (int round = 1; round < ROUNDS - 1; round++, k += block.length) {
            for (int at = 0; at < length; at += blockLength()) {
                round(from, to, at, keys, k);
            }
            byte[] swap = from;
            from = to;
            to = swap;
        }
        for (int i = 0; i < count; i++) {
            stream[first + i] = (byte) firstByte(from, i * blockLength(), k);
        }
    }
}
