package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Aes256Test {
    @Test
    void encryptsAlikeBeforeAndAfterTheRuntimesCipherHasTakenOver() {
        Random random = new Random(14);
        byte[] key = new byte[32];
        random.nextBytes(key);
        BlockCipher ours = new Aes256(key);
        BlockCipher theirs = JdkBlockCipher.aes(key);
        byte[] history = new byte[512 + 16];
        byte[] ourStream = new byte[512];
        byte[] theirStream = new byte[512];
        for (int packet = 0; packet < 40; packet++) {
            for (int i = 0; i < 2000; i++) {
                random.nextBytes(history);
                ours.encrypt(history, i % 512, ourStream, 16);
                theirs.encrypt(history, i % 512, theirStream, 16);
                assertThat(ourStream).isEqualTo(theirStream);
            }
            ours.encryptWindows(history, 512, ourStream);
            theirs.encryptWindows(history, 512, theirStream);
            assertThat(ourStream).isEqualTo(theirStream);
        }
    }
}
