package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Vectors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both ways through a block cipher. CFB never decrypts a block: a packet is encrypted with the first byte of one block
 * after the other ({@link BlockCipher#firstByte}), and decrypted with the first bytes of many blocks at once
 * ({@link BlockCipher#encryptWindows}). So what libmcrypt made of a block is expected of the whole block and of both
 * ways.
 */
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

        int[] history = history(plain);
        ByteBuffer encrypted = ByteBuffer.allocate(plain.length);
        for (int i = 0; i < plain.length; i += length) {
            blockCipher.encrypt(history, i);
            encrypted.asIntBuffer().put(blockCipher.block);
            encrypted.position(i + length);
        }
        assertThat(encrypted.array()).isEqualTo(cipher);

        byte[] stream = new byte[plain.length - length + 1];
        blockCipher.encryptWindows(plain, stream.length, stream);
        for (int i = 0; i < plain.length; i += length) {
            assertThat(firstByte(blockCipher, history, i)).isEqualTo(cipher[i]);
            assertThat(stream[i]).isEqualTo(cipher[i]);
        }
        assertThat(history).isEqualTo(history(plain));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "XOR"})
    void makesTheSameFirstBytesOneByOneAndAtOnce(EncryptionMethod method) {
        BlockCipher blockCipher = method.newBlockCipher(new Secret(new byte[] {1, 2, 3}));
        byte[] bytes = new byte[700];
        new Random(1).nextBytes(bytes);
        int[] history = history(bytes);
        for (int count : new int[] {0, 1, 2, 3, 4, 5, 63, 64, 65, 512}) {
            byte[] stream = new byte[count];
            blockCipher.encryptWindows(bytes, count, stream);
            for (int i = 0; i < count; i++) {
                byte first = firstByte(blockCipher, history, i);
                assertThat(stream[i]).as("window %d of %d", i, count).isEqualTo(first);
                blockCipher.encrypt(history, i);
                assertThat((byte) (blockCipher.block[0] >>> 24)).isEqualTo(first);
            }
            assertThat(history).isEqualTo(history(bytes));
        }
    }

    private static byte firstByte(BlockCipher cipher, int[] history, int at) {
        return (byte) cipher.firstByte(history, at, history[at + cipher.blockLength() - Integer.BYTES]);
    }

    /** The bytes as {@link BlockCipher} takes them. */
    static int[] history(byte[] bytes) {
        int[] history = new int[bytes.length - Integer.BYTES + 1];
        Arrays.setAll(history, ByteBuffer.wrap(bytes)::getInt);
        return history;
    }
}
