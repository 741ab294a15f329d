package io.nscatools.protocol;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A block cipher of the Java runtime, which has machine instructions for AES. */
final class JdkBlockCipher implements BlockCipher {
    private final Cipher cipher;
    private final int blockLength;

    private JdkBlockCipher(String algorithm, byte[] key) {
        try {
            cipher = Cipher.getInstance(algorithm + "/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + algorithm, e);
        }
        blockLength = cipher.getBlockSize();
    }

    static BlockCipher aes(byte[] key) {
        return new JdkBlockCipher("AES", key);
    }

    @Override
    public int blockLength() {
        return blockLength;
    }

    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset, int count) {
        try {
            cipher.update(in, inOffset, count * blockLength, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }
}
