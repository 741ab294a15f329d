package io.nscatools.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
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
    private static final int KEY_COLUMNS = 8;

    /** The same for both block lengths, since the key is the longest there is. */
    private static final int ROUNDS = 14;

    /** So many windows go through all rounds together; their states stay in the processor's first cache. */
    private static final int GROUP = 64;

    /** The four tables in one, for the rows 0 to 3 of the state. */
    private static final int[] T = new int[4 * 256];

    private static final byte[] S_BOX = new byte[256];

    static {
        int power = 1;
        int inverse = 1;
        do { // powers of 3, which are all elements but 0, and of its inverse
            power ^= twice(power);
            inverse ^= inverse << 1;
            inverse ^= inverse << 2;
            inverse ^= inverse << 4;
            inverse &= 0xff;
            inverse ^= (inverse & 0x80) != 0 ? 0x09 : 0;
            int circles = inverse | inverse << 8;
            S_BOX[power] = (byte) (circles ^ circles >> 4 ^ circles >> 5 ^ circles >> 6 ^ circles >> 7 ^ 0x63);
        } while (power != 1);
        S_BOX[0] = 0x63;
        for (int i = 0; i < 256; i++) {
            int s = S_BOX[i] & 0xff;
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
        this.keys = expand(key, block.length * (ROUNDS + 1));
    }

    private static int twice(int x) {
        return x << 1 ^ ((x & 0x80) != 0 ? 0x11b : 0);
    }

    private static int[] expand(byte[] key, int length) {
        int[] keys = new int[length];
        ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(keys, 0, KEY_COLUMNS);
        int roundConstant = 1;
        for (int i = KEY_COLUMNS; i < length; i++) {
            int previous = keys[i - 1];
            if (i % KEY_COLUMNS == 0) {
                previous = substitute(Integer.rotateRight(previous, 8)) ^ roundConstant;
                roundConstant = twice(roundConstant);
            } else if (i % KEY_COLUMNS == 4) {
                previous = substitute(previous);
            }
            keys[i] = keys[i - KEY_COLUMNS] ^ previous;
        }
        return keys;
    }

    private static int substitute(int column) {
        return s(column >>> 24) << 24 | s(column >>> 16) << 16 | s(column >>> 8) << 8 | s(column);
    }

    private static int s(int x) {
        return S_BOX[x & 0xff] & 0xff;
    }

    /** Does a round for the block at {@code at}, with the keys from {@code k} on. */
    abstract void round(byte[] from, byte[] to, int at, int[] keys, int k);

    /** Sets column {@code column} of the block at {@code at} to what a round makes of four bytes of the block. */
    static void mix(byte[] from, byte[] to, int at, int column, int b, int c, int d, int key) {
        COLUMN.set(to, at + column, mix(from, at + column, at + b + 1, at + c + 2, at + d + 3) ^ key);
    }

    private static int mix(byte[] from, int a, int b, int c, int d) {
        return T[from[a] & 0xff] ^ T[256 + (from[b] & 0xff)] ^ (T[512 + (from[c] & 0xff)] ^ T[768 + (from[d] & 0xff)]);
    }

    private void begin(int[] history, int window, int at) {
        for (int j = 0; j < block.length; j++) {
            COLUMN.set(state, at + 4 * j, Integer.reverseBytes(history[window + 4 * j]) ^ keys[j]);
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        begin(history, at, 0);
        int k = block.length;
        for (int i = 1; i < ROUNDS - 1; i += 2, k += 2 * block.length) {
            round(state, next, 0, keys, k);
            round(next, state, 0, keys, k + block.length);
        }
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
    void encryptWindows(int[] history, int count, byte[] stream) {
        for (int i = 0; i < count; i += GROUP) {
            encryptGroup(history, i, Math.min(GROUP, count - i), stream);
        }
    }

    /** The first byte needs one byte of the last round and one column of the round before. */
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
            int at = i * blockLength();
            int column = mix(from, at, at + origin[1], at + origin[2], at + origin[3]) ^ keys[k];
            stream[first + i] = (byte) (s(column) ^ keys[k + block.length]);
        }
    }
}
