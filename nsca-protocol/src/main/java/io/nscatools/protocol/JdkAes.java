package io.nscatools.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES of the Java runtime, which has machine instructions for it: Rijndael with a block of 16 bytes. */
final class JdkAes extends BlockCipher {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BLOCK_LENGTH = 16;

    private final Cipher cipher;
    private final byte[] encrypted = new byte[BLOCK_LENGTH];
    /** Blocks that follow each other in the history overlap there; here they stand one after the other. */
    private byte[] windows = new byte[BLOCK_LENGTH];

    JdkAes(byte[] key) {
        super(BLOCK_LENGTH);
        try {
            cipher = instance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no AES", e);
        }
    }

    /** OpenJDK's provider by its name: a search loads them all, which takes longer than a short program runs. */
    private static Cipher instance(String transformation) throws GeneralSecurityException {
        try {
            return Cipher.getInstance(transformation, "SunJCE");
        } catch (NoSuchProviderException | NoSuchAlgorithmException e) {
            return Cipher.getInstance(transformation);
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        copy(history, at, 0);
        encrypt(BLOCK_LENGTH, encrypted);
        for (int j = 0; j < block.length; j++) {
            block[j] = (int) WORD.get(encrypted, j * Integer.BYTES);
        }
    }

    /** One call for many blocks: then the machine instructions work on several at once. */
    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        int length = count * BLOCK_LENGTH;
        if (windows.length < length) {
            windows = new byte[length];
        }
        for (int i = 0; i < count; i++) {
            copy(history, i, i * BLOCK_LENGTH);
        }
        encrypt(length, windows);
        for (int i = 0; i < count; i++) {
            stream[i] = windows[i * BLOCK_LENGTH];
        }
    }

    private void copy(int[] history, int at, int offset) {
        LONG.set(windows, offset, (long) history[at] << 32 | Integer.toUnsignedLong(history[at + 4]));
        LONG.set(windows, offset + 8, (long) history[at + 8] << 32 | Integer.toUnsignedLong(history[at + 12]));
    }

    private void encrypt(int length, byte[] out) {
        try {
            cipher.update(windows, 0, length, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }
}
