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
    /** Where in {@link #history} the newest word of a register stands. */
    private final int newest;
    /** The register and the ciphertext after it, in the form that {@link BlockCipher} wants. */
    private final int[] history;

    /** The register and the ciphertext after it. */
    private final byte[] windows;

    /** What is XORed onto the text. */
    private final byte[] stream = new byte[WINDOWS];

    Cfb8Engine(BlockCipher cipher) {
        this.cipher = cipher;
        this.blockLength = cipher.blockLength();
        this.newest = blockLength - Integer.BYTES;
        this.history = new int[newest + 1 + WINDOWS];
        this.windows = new byte[blockLength + WINDOWS];
    }

    int blockLength() {
        return blockLength;
    }

    /** Encrypts in place and leaves the new register in {@code register}. */
    void encrypt(byte[] register, byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += WINDOWS) {
            int count = Math.min(WINDOWS, length - done);
            BlockCipher.toHistory(register, newest + 1, history);
            int word = history[newest];
            for (int i = 0; i < count; i++) {
                int encrypted = bytes[offset + done + i] & 0xff ^ cipher.firstByte(history, i, word);
                word = word << 8 | encrypted;
                history[newest + 1 + i] = word;
                bytes[offset + done + i] = (byte) encrypted;
            }
            shift(register, bytes, offset + done + count, count);
        }
    }

    /** Decrypts in place and leaves the new register in {@code register}. */
    void decrypt(byte[] register, byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += WINDOWS) {
            int count = Math.min(WINDOWS, length - done);
            System.arraycopy(register, 0, windows, 0, blockLength);
            System.arraycopy(bytes, offset + done, windows, blockLength, count);
            cipher.encryptWindows(windows, count, stream);
            XorPad.xor(stream, 0, bytes, offset + done, count);
            System.arraycopy(windows, count, register, 0, blockLength);
        }
    }

    /** Shifts in the {@code count} bytes before {@code end}. */
    private void shift(byte[] register, byte[] bytes, int end, int count) {
        int kept = Math.max(0, blockLength - count);
        System.arraycopy(register, blockLength - kept, register, 0, kept);
        System.arraycopy(bytes, end - blockLength + kept, register, kept, blockLength - kept);
    }
}
