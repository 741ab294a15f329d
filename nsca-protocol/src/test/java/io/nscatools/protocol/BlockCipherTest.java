package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Vectors;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlockCipherTest {
    static List<Vectors.Block> recorded() {
        return Vectors.blocks();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void encryptsBlocksAsLibmcryptDoes(Vectors.Block vector) throws Exception {
        byte[] plain = Vectors.bytes(String.join("", vector.plain()));
        byte[] cipher = Vectors.bytes(String.join("", vector.cipher()));
        BlockCipher blockCipher = EncryptionMethod.parse(Integer.toString(vector.method()))
                .newBlockCipher(new Secret(Vectors.bytes(vector.key())));
        int length = blockCipher.blockLength();
        assertThat(length * vector.plain().size()).isEqualTo(plain.length);

        byte[] elsewhere = new byte[plain.length + 5];
        for (int i = 0; i < plain.length; i += length) {
            blockCipher.encrypt(plain, i, elsewhere, i + 5);
        }
        assertThat(elsewhere).endsWith(cipher);
        for (int i = 0; i < plain.length; i += length) {
            blockCipher.encrypt(plain, i, plain, i);
        }
        assertThat(plain).isEqualTo(cipher);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "XOR"})
    void encryptsWindowsAsItEncryptsBlocks(EncryptionMethod method) {
        BlockCipher blockCipher = method.newBlockCipher(new Secret(new byte[] {1, 2, 3}));
        byte[] history = new byte[700];
        new Random(1).nextBytes(history);
        byte[] block = new byte[blockCipher.blockLength()];
        for (int count : new int[] {0, 1, 2, 3, 4, 5, 63, 64, 65, 512}) {
            byte[] stream = new byte[count];
            blockCipher.encryptWindows(history, count, stream);
            for (int i = 0; i < count; i++) {
                blockCipher.encrypt(history, i, block, 0);
                assertThat(stream[i]).as("window %d of %d", i, count).isEqualTo(block[0]);
            }
        }
    }
}
