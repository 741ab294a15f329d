package io.nscatools.protocol;

/**
 * The arithmetic of CFB with 8-bit feedback over a block cipher of b bytes: each byte is XORed with the first byte of
 * the encrypted shift register, which holds the b latest bytes of ciphertext. The engine has key and buffers, the
 * session has the register; so one engine serves all connections of a thread.
 *
 * <p>Decrypting, all registers are windows of the ciphertext, which is known: many are encrypted with one call.
 */
final class Cfb8Engine {
    private static final int WINDOWS = 512;

    private final BlockCipher cipher;
    private final int blockLength;
    /** The register followed by the ciphertext after it. */
    private final byte[] history;

    /** What is XORed onto the text. */
    private final byte[] stream;

    Cfb8Engine(BlockCipher cipher) {
        this.cipher = cipher;
        this.blockLength = cipher.blockLength();
        this.history = new byte[blockLength + WINDOWS];
        this.stream = new byte[WINDOWS];
    }

    int blockLength() {
        return blockLength;
    }

    /** Encrypts in place and leaves the new register in {@code register}. */
    void encrypt(byte[] register, byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += WINDOWS) {
            int count = Math.min(WINDOWS, length - done);
            System.arraycopy(register, 0, history, 0, blockLength);
            for (int i = 0; i < count; i++) {
                cipher.encrypt(history, i, stream, 0);
                byte encrypted = (byte) (bytes[offset + done + i] ^ stream[0]);
                history[blockLength + i] = encrypted;
                bytes[offset + done + i] = encrypted;
            }
            System.arraycopy(history, count, register, 0, blockLength);
        }
    }

    /** Decrypts in place and leaves the new register in {@code register}. */
    void decrypt(byte[] register, byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += WINDOWS) {
            int count = Math.min(WINDOWS, length - done);
            System.arraycopy(register, 0, history, 0, blockLength);
            System.arraycopy(bytes, offset + done, history, blockLength, count);
            cipher.encryptWindows(history, count, stream);
            for (int i = 0; i < count; i++) {
                bytes[offset + done + i] ^= stream[i];
            }
            System.arraycopy(history, count, register, 0, blockLength);
        }
    }
}
