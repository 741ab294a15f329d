package io.nscatools.protocol;

/**
 * A block cipher with its key: encryption only, since CFB uses nothing else in either direction. Not for use by several
 * threads at once. A new encryption method is one more implementation and one more line in {@link EncryptionMethod}.
 */
interface BlockCipher {
    /** Returns the length of a block in bytes. */
    int blockLength();

    /** Encrypts a block of {@code in} into {@code out}; the two may be the same place. */
    void encrypt(byte[] in, int inOffset, byte[] out, int outOffset);

    /**
     * Encrypts all windows of {@code history}, the blocks that begin at its bytes 0 to {@code count - 1}, and keeps the
     * first byte of each in {@code stream}: what CFB with 8-bit feedback needs for decryption. The windows do not
     * depend on each other, so an implementation may well do several at once.
     */
    default void encryptWindows(byte[] history, int count, byte[] stream) {
        byte[] block = new byte[blockLength()];
        for (int i = 0; i < count; i++) {
            encrypt(history, i, block, 0);
            stream[i] = block[0];
        }
    }
}
