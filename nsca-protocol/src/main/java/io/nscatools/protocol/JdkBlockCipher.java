package io.nscatools.protocol;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A block cipher of the Java runtime, which has machine instructions for AES. */
final class JdkBlockCipher implements BlockCipher {
    private final Cipher cipher;
    private final int blockLength;
    private byte[] windows = {};

    private JdkBlockCipher(String algorithm, byte[] key) {
        try {
            cipher = instance(algorithm + "/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + algorithm, e);
        }
        blockLength = cipher.getBlockSize();
    }

    /**
     * OpenJDK's provider by its name: a search for one loads them all, which takes longer than a short program runs.
     */
    private static Cipher instance(String transformation) throws GeneralSecurityException {
        try {
            return Cipher.getInstance(transformation, "SunJCE");
        } catch (NoSuchProviderException | NoSuchAlgorithmException e) {
            return Cipher.getInstance(transformation);
        }
    }

    static BlockCipher aes(byte[] key) {
        return new JdkBlockCipher("AES", key);
    }

    @Override
    public int blockLength() {
        return blockLength;
    }

    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset) {
        encrypt(in, inOffset, blockLength, out, outOffset);
    }

    /** One call for many blocks: then the machine instructions work on several at once. */
    @Override
    public void encryptWindows(byte[] history, int count, byte[] stream) {
        int length = count * blockLength;
        if (windows.length < length) {
            windows = new byte[length];
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(history, i, windows, i * blockLength, blockLength);
        }
        encrypt(windows, 0, length, windows, 0);
        for (int i = 0; i < count; i++) {
            stream[i] = windows[i * blockLength];
        }
    }

    private void encrypt(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        try {
            cipher.update(in, inOffset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }
}
