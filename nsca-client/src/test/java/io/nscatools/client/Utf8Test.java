package io.nscatools.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
    @ParameterizedTest
    @CsvSource({
        "abcd, 4, abcd",
        "abcde, 4, abcd",
        "abcé, 4, abc",
        "abcéd, 5, abcé",
        "ab€x, 4, ab",
        "ab€x, 3, ab",
        "ab€x, 5, ab€",
        "x😀y, 4, x",
        "x😀y, 5, x😀",
        "ä, 1, ''"
    })
    void cutsBetweenCharacters(String text, int length, String cut) {
        assertThat(Utf8.cut(ByteString.of(text), length)).isEqualTo(ByteString.of(cut));
    }

    @Test
    void cutsWhatIsNoUtf8WhereItIsTooLong() {
        byte[] bytes = "\u0080\u0081\u0082\u0083\u0084\u0085\u0086".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Utf8.cut(ByteString.copyOf(bytes, 0, 7), 6)).isEqualTo(ByteString.copyOf(bytes, 0, 6));
    }
}
