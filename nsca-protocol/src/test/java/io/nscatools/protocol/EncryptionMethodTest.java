package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.testsupport.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EncryptionMethodTest {
    @ParameterizedTest
    @CsvSource({
        "0, NONE",
        "none, NONE",
        "1, XOR",
        "14, RIJNDAEL_128",
        "AES256, RIJNDAEL_128",
        "rijndael-128, RIJNDAEL_128",
        "3des, TRIPLE_DES",
        "TripleDES, TRIPLE_DES",
        "3-way, THREE_WAY",
        "safer+, SAFER_PLUS",
        "cast5, CAST_128"
    })
    void isFoundByNumberAndByName(String text, EncryptionMethod method) throws UnsupportedMethodException {
        assertThat(EncryptionMethod.parse(text)).isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource({
        "12, method 12 (arcfour) is a stream cipher",
        "wake, method 19 (wake) is a stream cipher",
        "22, no peer speaks it; take 14 (rijndael-128)",
        "13, NSCA has no method 13",
        "-1, NSCA has no method -1",
        "27, NSCA has no method 27",
        "abc, 'abc' is no method; take 14",
        "rijndal-256, did you mean rijndael-256?",
        "aes192, NSCA has no AES with a key shorter than 32 bytes",
        "14abc, '14abc' is no method"
    })
    void tellsWhyItIsNotToBeHad(String text, String message) {
        assertThatThrownBy(() -> EncryptionMethod.parse(text))
                .isInstanceOf(UnsupportedMethodException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "XOR"})
    void knowsItsBlockLength(EncryptionMethod method) {
        assertThat(method.newBlockCipher(new Secret(new byte[] {1})).blockLength())
                .isEqualTo(method.blockLength());
    }

    @Test
    void hasRecordedVectorsForEveryMethod() {
        assertThat(Vectors.ciphers().stream().map(Vectors.Cipher::method).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EncryptionMethod.values())
                        .map(EncryptionMethod::number)
                        .toList());
    }

    @Test
    void isListedInATable() {
        assertThat(EncryptionMethod.table().lines())
                .hasSize(1 + EncryptionMethod.values().length)
                .contains(
                        "number  name          key bytes  block bytes  strength  library",
                        "     0  none                  0            0  broken    -",
                        "    14  rijndael-128         32           16  strong    JDK");
    }

    @ParameterizedTest
    @CsvSource({
        "XOR, a password long enough, encryption method 1 (xor) protects nothing; take 14 (rijndael-128) on both sides",
        "NONE, '', encryption method 0 (none) protects nothing; take 14 (rijndael-128) on both sides",
        "RIJNDAEL_128, '', the password is empty; take at least 12 characters on both sides",
        "RIJNDAEL_128, elevenchars, the password is short; take at least 12 characters on both sides",
        "RIJNDAEL_128, twelve chars, "
    })
    void isWarnedOfWhereItIsNoProtection(EncryptionMethod method, String password, String warning) {
        Credential credential = new Credential(method, new Secret(password.getBytes(StandardCharsets.UTF_8)));
        assertThat(credential.warning().orElse(null)).isEqualTo(warning);
    }
}
