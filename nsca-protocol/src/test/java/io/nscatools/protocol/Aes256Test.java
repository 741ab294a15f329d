package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Aes256Test {
    /** Past the point where one implementation takes over from the other. */
    @Test
    void isTheSameBeforeAndAfterTheHandOver() {
        byte[] key = new byte[32];
        new Random(1).nextBytes(key);
        Aes256 cipher = new Aes256(key);
        JdkAes reference = new JdkAes(key);
        int windows = 512;
        byte[] bytes = new byte[windows + 16];
        new Random(2).nextBytes(bytes);
        int[] history = BlockCipherTest.history(bytes);
        byte[] stream = new byte[windows];
        byte[] expected = new byte[windows];
        reference.encryptWindows(bytes, windows, expected);
        for (int i = 0; i < 300; i++) {
            cipher.encryptWindows(bytes, windows, stream);
            assertThat(stream).isEqualTo(expected);
            cipher.encrypt(history, i);
            reference.encrypt(history, i);
            assertThat(cipher.block).isEqualTo(reference.block);
            int first = reference.block[0] >>> Integer.SIZE - Byte.SIZE;
            assertThat(cipher.firstByte(history, i, history[i + 12])).isEqualTo(first);
            assertThat(reference.firstByte(history, i, history[i + 12])).isEqualTo(first);
        }
    }
}
