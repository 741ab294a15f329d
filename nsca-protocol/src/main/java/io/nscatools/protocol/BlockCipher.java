package io.nscatools.protocol;

/**
 * A block cipher with its key: encryption only, since CFB uses nothing else in either direction. Not for use by several
 * threads at once. A new encryption method is one more implementation and one more line in {@link EncryptionMethod}.
 *
 * <p>Blocks are taken from a history of bytes, where a block may begin at any byte. The history comes as words:
 * {@code history[i]} is made of the bytes i to i + 3, high byte first. So the block that begins at byte i consists of
 * {@code history[i]}, {@code history[i + 4]} and so on, a new byte in the history is one new word, and word j of blocks
 * that follow each other stands at places that follow each other.
 */
abstract class BlockCipher {
    /** The words of the block that was encrypted last. */
    final int[] block;

    private final int[][] lanes;
    private int[] history = {};

    BlockCipher(int blockLength) {
        this.block = new int[blockLength / Integer.BYTES];
        this.lanes = new int[block.length][0];
    }

    /** Returns the length of a block in bytes. */
    final int blockLength() {
        return block.length * Integer.BYTES;
    }

    /** Encrypts the block that begins at byte {@code at} of {@code history} into {@link #block}. */
    abstract void encrypt(int[] history, int at);

    /**
     * Returns the first byte, 0 to 255, of the block that begins at byte {@code at} of {@code history} once encrypted:
     * what CFB with 8-bit feedback needs for encryption. The next block waits for it, so a cipher may well leave out
     * what its last rounds do for the other bytes. Changes {@link #block}.
     *
     * @param newest the last word of the block once more: loading it, just stored, would be a part of that wait
     */
    int firstByte(int[] history, int at, int newest) {
        encrypt(history, at);
        return block[0] >>> 24;
    }

    /**
     * Encrypts the blocks that begin at the bytes 0 to {@code count - 1} of {@code bytes} and keeps the first byte of
     * each in {@code stream}: what CFB with 8-bit feedback needs for decryption.
     */
    void encryptWindows(byte[] bytes, int count, byte[] stream) {
        int words = count + blockLength() - Integer.BYTES;
        if (history.length < words) {
            history = new int[words];
        }
        toHistory(bytes, words, history);
        encryptWindows(history, count, stream);
    }

    /** Makes the first {@code words} words of a history of {@code bytes}. */
    static void toHistory(byte[] bytes, int words, int[] history) {
        int word = 0;
        for (int i = 0; i < Integer.BYTES - 1; i++) {
            word = word << Byte.SIZE | bytes[i] & 0xff;
        }
        for (int i = 0; i < words; i++) {
            word = word << Byte.SIZE | bytes[i + Integer.BYTES - 1] & 0xff;
            history[i] = word;
        }
    }

    /**
     * Does the same with blocks of {@code history}. They do not depend on each other, so an implementation may well do
     * several at once.
     */
    void encryptWindows(int[] history, int count, byte[] stream) {
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) firstByte(history, i, history[i + blockLength() - Integer.BYTES]);
        }
    }

    /**
     * Returns for each word of a block an array of this word of the first {@code count} blocks, to be changed at will.
     * Loops over such arrays keep the processor busy where the steps for one block would wait for each other, and the
     * compiler does several blocks with one instruction where there is one for the step.
     */
    final int[][] lanes(int[] history, int count) {
        for (int j = 0; j < lanes.length; j++) {
            if (lanes[j].length < count) {
                lanes[j] = new int[count];
            }
            System.arraycopy(history, j * Integer.BYTES, lanes[j], 0, count);
        }
        return lanes;
    }

    /** Keeps the high byte of each of the first {@code count} words. */
    static void highBytes(int[] words, int count, byte[] bytes) {
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (words[i] >>> 24);
        }
    }
}
