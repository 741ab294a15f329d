package io.nscatools.protocol;

/**
 * AES-256: the first packets with {@link PlainAes}, which is there at once, and all others with {@link JdkAes}, which
 * has machine instructions for it but takes longer to load than a client with one result takes for everything.
 */
final class Aes256 extends BlockCipher {
    private static final int BLOCK_LENGTH = 16;
    /** About as long as the runtime's takes to load. */
    private static final int FIRST_BLOCKS = 32 * 4304;

    private final byte[] key;
    private BlockCipher cipher;
    private int blocks;

    Aes256(byte[] key) {
        super(BLOCK_LENGTH);
        this.key = key;
        this.cipher = new PlainAes(key);
    }

    @Override
    void encrypt(int[] history, int at) {
        count(1);
        cipher.encrypt(history, at);
        System.arraycopy(cipher.block, 0, block, 0, block.length);
    }

    @Override
    int firstByte(int[] history, int at, int newest) {
        count(1);
        return cipher.firstByte(history, at, newest);
    }

    @Override
    void encryptWindows(byte[] bytes, int count, byte[] stream) {
        count(count);
        cipher.encryptWindows(bytes, count, stream);
    }

    private void count(int more) {
        if (blocks < FIRST_BLOCKS) {
            blocks += more;
            if (blocks >= FIRST_BLOCKS) {
                cipher = new JdkAes(key);
            }
        }
    }
}
