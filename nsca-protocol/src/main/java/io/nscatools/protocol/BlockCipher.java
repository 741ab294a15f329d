package io.nscatools.protocol;

/**
 * A block cipher with its key: encryption only, since CFB uses nothing else in either direction. Not for use by several
 * threads at once. A new encryption method is one more implementation and one more line in {@link EncryptionMethod}.
 */
interface BlockCipher {
    /** Returns the length of a block in bytes. */
    int blockLength();

    /** Encrypts {@code count} independent blocks of {@code in} into {@code out}; the two may be the same place. */
    void encrypt(byte[] in, int inOffset, byte[] out, int outOffset, int count);
}
