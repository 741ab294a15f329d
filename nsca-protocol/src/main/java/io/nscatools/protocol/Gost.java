package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * GOST 28147-89 with a key of 32 bytes: 8-byte block, 32 rounds. libmcrypt reads the words of the key low byte first
 * and those of the block high byte first (fact 14).
 *
 * <p>Source: RFC 5830, "GOST 28147-89: Encryption, Decryption, and Message Authentication Code (MAC) Algorithms", 2010,
 * with the substitution of the Central Bank of Russia that Bruce Schneier, "Applied Cryptography", 1996, has printed.
 */
final class Gost extends BlockCipher {
    private static final int BLOCK_LENGTH = 8;
    private static final int ROUNDS = 32;
    private static final int KEY_WORDS = 8;

    /** A row for four bits each, the lowest first. libmcrypt's first row ends in 2 where the published one has c. */
    private static final String[] ROWS = {
        "1fd057a4923e6b82",
        "db413f590ae7682c",
        "4ba0721d36859cfe",
        "6c715fd84a9e03b2",
        "7da1089fe46cb253",
        "581da342efc7609b",
        "eb4c6dfa23810759",
        "4a92d80e6b1c7f53"
    };

    /** Two rows for each byte and the rotation after them, for the four bytes of a word. */
    private static final int[] S = new int[4 * 256];

    static {
        for (int i = 0; i < S.length; i++) {
            int low = i / 256 * 2;
            int substitute = Character.digit(ROWS[low].charAt(i & 0xf), 16)
                    | Character.digit(ROWS[low + 1].charAt(i >>> 4 & 0xf), 16) << 4;
            S[i] = Integer.rotateLeft(substitute, 8 * (i / 256) + 11);
        }
    }

    private final int[] keys = new int[ROUNDS];

    Gost(byte[] key) {
        super(BLOCK_LENGTH);
        ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ROUNDS; i++) {
            int word = i < ROUNDS - KEY_WORDS ? i % KEY_WORDS : ROUNDS - 1 - i;
            keys[i] = words.getInt(word * Integer.BYTES);
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int[] k = keys;
        int first = history[at];
        int second = history[at + 4];
        for (int i = 0; i < ROUNDS; i += 2) {
            second ^= f(first + k[i]);
            first ^= f(second + k[i + 1]);
        }
        block[0] = second; // the halves are not exchanged after the last round
        block[1] = first;
    }

    /** The last round does not reach the first byte. */
    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int[][] lanes = lanes(history, count);
        int[] first = lanes[0];
        int[] second = lanes[1];
        for (int i = 0; i < ROUNDS - 2; i += 2) {
            twoRounds(first, second, keys[i], keys[i + 1], count);
        }
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) ((second[i] ^ f(first[i] + keys[ROUNDS - 2])) >>> 24);
        }
    }

    private static void twoRounds(int[] first, int[] second, int firstKey, int secondKey, int count) {
        for (int i = 0; i < count; i++) {
            int x = second[i] ^ f(first[i] + firstKey);
            second[i] = x;
            first[i] ^= f(x + secondKey);
        }
    }

    private static int f(int x) {
        return S[x & 0xff] ^ S[256 + (x >>> 8 & 0xff)] ^ (S[512 + (x >>> 16 & 0xff)] ^ S[768 + (x >>> 24)]);
    }
}
