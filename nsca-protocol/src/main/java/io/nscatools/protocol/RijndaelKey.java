package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What Rijndael's substitution and its round keys are, whatever the block length; the key has 32 bytes. Columns have
 * row 0 in the low byte.
 *
 * <p>Source: Joan Daemen, Vincent Rijmen, "AES Proposal: Rijndael", 1999, sections 4.2.1 and 4.3.
 */
final class RijndaelKey {
    /** The same for all block lengths, since the key is the longest there is. */
    static final int ROUNDS = 14;

    private static final int KEY_COLUMNS = 8;
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
    }

    private RijndaelKey() {}

    /** Substitutes the low byte of {@code x}; the result is 0 to 255. */
    static int s(int x) {
        return S_BOX[x & 0xff] & 0xff;
    }

    /** Multiplies by 2 in the field of 256 elements. */
    static int twice(int x) {
        return x << 1 ^ ((x & 0x80) != 0 ? 0x11b : 0);
    }

    /** Returns the columns of the round keys for blocks of {@code blockColumns}: for the start and for every round. */
    static int[] expand(byte[] key, int blockColumns) {
        int[] keys = new int[blockColumns * (ROUNDS + 1)];
        ByteBuffer bytes = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < KEY_COLUMNS; i++) {
            keys[i] = bytes.getInt(i * Integer.BYTES);
        }
        int roundConstant = 1;
        for (int i = KEY_COLUMNS; i < keys.length; i++) {
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
}
