package io.nscatools.protocol;

/**
 * AES-256: the first packets with {@link Rijndael128}, which is there at once, and all others with the Java runtime's,
 * which has machine instructions for it but takes longer to load than a client with one result takes for everything.
 */
final class Aes256 implements BlockCipher {
    /** About as long as the runtime's takes to load. */
    private static final int FIRST_BLOCKS = 32 * 4304;

    private final byte[] key;
    private BlockCipher cipher;
    private int blocks;

    Aes256(byte[] key) {
        this.key = key;
        this.cipher = new Rijndael128(key);
    }

    @Override
    public int blockLength() {
        return cipher.blockLength();
    }

    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset) {
        count(1);
        cipher.encrypt(in, inOffset, out, outOffset);
    }

    @Override
    public void encryptWindows(byte[] history, int count, byte[] stream) {
        count(count);
        cipher.encryptWindows(history, count, stream);
    }

    private void count(int more) {
        if (blocks < FIRST_BLOCKS) {
            blocks += more;
            if (blocks >= FIRST_BLOCKS) {
                cipher = JdkBlockCipher.aes(key);
            }
        }
    }
}
