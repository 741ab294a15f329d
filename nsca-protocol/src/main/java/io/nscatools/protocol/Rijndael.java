package io.nscatools.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Rijndael with a key of 32 bytes and a block of 24 or 32: what is not AES. Bouncy Castle has it too, at a seventh of
 * libmcrypt's speed; here the four tables do substitution and mixing of a column at once.
 *
 * <p>Source: Joan Daemen, Vincent Rijmen, "AES Proposal: Rijndael", 1999, sections 4 and 5.2.1.
 */
abstract class Rijndael implements BlockCipher {
    /** The same for both block lengths, since the key is the longest there is. */
    static final int ROUNDS = 14;

    /** The four tables in one, so that one register is enough for where they are. */
    private static final int[] T = new int[4 * 256];

    private static final byte[] S_BOX = new byte[256];
    private static final VarHandle COLUMN = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int KEY_COLUMNS = 8;

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
            T[i] = twice(s) << 24 | s << 16 | s << 8 | twice(s) ^ s;
            T[256 + i] = Integer.rotateRight(T[i], 8);
            T[512 + i] = Integer.rotateRight(T[i], 16);
            T[768 + i] = Integer.rotateRight(T[i], 24);
        }
    }

    private final int columns;
    private final int secondShift;
    private final int thirdShift;
    /** A column for each of the block's, for the start and for every round. */
    final int[] keys;
    /** The columns between two rounds. */
    final int[] state;

    /** The rows of the block are shifted by 0, 1, {@code secondShift} and {@code thirdShift} columns. */
    Rijndael(byte[] key, int columns, int secondShift, int thirdShift) {
        this.columns = columns;
        this.secondShift = secondShift;
        this.thirdShift = thirdShift;
        this.state = new int[columns];
        this.keys = expand(key, columns * (ROUNDS + 1));
    }

    private static int twice(int x) {
        return x << 1 ^ ((x & 0x80) != 0 ? 0x11b : 0);
    }

    private static int[] expand(byte[] key, int length) {
        int[] keys = new int[length];
        int roundConstant = 1;
        for (int i = 0; i < length; i++) {
            if (i < KEY_COLUMNS) {
                keys[i] = (int) COLUMN.get(key, 4 * i);
                continue;
            }
            int previous = keys[i - 1];
            if (i % KEY_COLUMNS == 0) {
                previous = substitute(Integer.rotateLeft(previous, 8)) ^ roundConstant << 24;
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

    static int column(byte[] in, int offset) {
        return (int) COLUMN.get(in, offset);
    }

    /** A column after a round without its key, of the four columns that its bytes come from. */
    static int mix(int a, int b, int c, int d) {
        return T[a >>> 24] ^ T[256 + (b >>> 16 & 0xff)] ^ T[512 + (c >>> 8 & 0xff)] ^ T[768 + (d & 0xff)];
    }

    /** Adds the first key to a block, does the first {@code rounds} rounds, and leaves the result in {@link #state}. */
    abstract void begin(byte[] in, int offset, int rounds);

    @Override
    public int blockLength() {
        return 4 * columns;
    }

    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset) {
        begin(in, inOffset, ROUNDS - 1);
        for (int j = 0; j < columns; j++) { // the last round does not mix
            int column = s(state[j] >>> 24) << 24
                    | s(state[(j + 1) % columns] >>> 16) << 16
                    | s(state[(j + secondShift) % columns] >>> 8) << 8
                    | s(state[(j + thirdShift) % columns]);
            COLUMN.set(out, outOffset + 4 * j, column ^ keys[ROUNDS * columns + j]);
        }
    }

    /** The first byte needs one byte of the last round and one column of the round before. */
    @Override
    public void encryptWindows(byte[] history, int count, byte[] stream) {
        for (int i = 0; i < count; i++) {
            begin(history, i, ROUNDS - 2);
            int first = mix(state[0], state[1], state[secondShift], state[thirdShift]) ^ keys[(ROUNDS - 1) * columns];
            stream[i] = (byte) (s(first >>> 24) ^ keys[ROUNDS * columns] >>> 24);
        }
    }
}
