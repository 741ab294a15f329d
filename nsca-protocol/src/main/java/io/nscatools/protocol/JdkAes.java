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
    /** For bytes that are only moved. */
    private static final VarHandle NATIVE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int BLOCK_LENGTH = 16;
    private static final int HALF = 8;

    private final Cipher cipher;
    /** Blocks that follow each other in the history overlap there; here they stand one after the other. */
    private byte[] windows = new byte[BLOCK_LENGTH];
    /** Apart from {@link #windows}, as the provider copies what is to be encrypted in place. */
    private byte[] encrypted = new byte[BLOCK_LENGTH];

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
        LONG.set(windows, 0, half(history, at));
        LONG.set(windows, HALF, half(history, at + HALF));
        encrypt(0, BLOCK_LENGTH);
        for (int j = 0; j < block.length; j++) {
            block[j] = (int) WORD.get(encrypted, j * Integer.BYTES);
        }
    }

    @Override
    int firstByte(int[] history, int at, int newest) {
        LONG.set(windows, 0, half(history, at));
        LONG.set(windows, HALF, (long) history[at + HALF] << Integer.SIZE | Integer.toUnsignedLong(newest));
        encrypt(0, BLOCK_LENGTH);
        return encrypted[0] & 0xff;
    }

    /**
     * One call for many blocks: then the machine instructions work on several at once. The second half of a block is
     * the first of the one {@value #HALF} bytes later, so each half is made once and put into both, and so that this
     * need not be asked, there is room for {@value #HALF} blocks before the first and after the last.
     */
    @Override
    void encryptWindows(byte[] bytes, int count, byte[] stream) {
        int first = HALF * BLOCK_LENGTH;
        int length = count * BLOCK_LENGTH;
        if (windows.length < length + 2 * first) {
            windows = new byte[length + 2 * first];
            encrypted = new byte[length];
        }
        for (int i = 0; i < count + HALF; i++) {
            long half = (long) NATIVE_LONG.get(bytes, i);
            NATIVE_LONG.set(windows, first + i * BLOCK_LENGTH, half);
            NATIVE_LONG.set(windows, i * BLOCK_LENGTH + HALF, half);
        }
        encrypt(first, length);
        for (int i = 0; i < count; i++) {
            stream[i] = encrypted[i * BLOCK_LENGTH];
        }
    }

    /** The eight bytes of the history from byte {@code at} on. */
    private static long half(int[] history, int at) {
        return (long) history[at] << Integer.SIZE | Integer.toUnsignedLong(history[at + Integer.BYTES]);
    }

    private void encrypt(int offset, int length) {
        try {
            cipher.update(windows, offset, length, encrypted, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }
}
