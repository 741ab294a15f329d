package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Vectors;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertThat(blockCipher.blockLength() * vector.plain().size()).isEqualTo(plain.length);

        byte[] elsewhere = new byte[plain.length + 5];
        blockCipher.encrypt(plain, 0, elsewhere, 5, vector.plain().size());
        assertThat(elsewhere).endsWith(cipher);
        blockCipher.encrypt(plain, 0, plain, 0, vector.plain().size());
        assertThat(plain).isEqualTo(cipher);
    }
}
