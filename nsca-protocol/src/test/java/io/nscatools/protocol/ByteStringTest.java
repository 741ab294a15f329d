package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteStringTest {
    @Test
    void isSafeToPrint() {
        assertThat(ByteString.of("größe\n\u001b[31m\u0000")).hasToString("größe\\x0a\\x1b[31m\\x00");
        assertThat(ByteString.copyOf(new byte[] {'a', (byte) 0xff}, 0, 2)).hasToString("a\ufffd");
    }

    @Test
    void isNotChangedByItsSource() {
        byte[] source = {1, 2, 3};
        ByteString string = ByteString.copyOf(source, 0, 3);
        source[0] = 9;
        string.toByteArray()[1] = 9;
        assertThat(string.toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void cutsInBytes() {
        assertThat(ByteString.of("abc").cutTo(2)).isEqualTo(ByteString.of("ab"));
        assertThat(ByteString.of("abc").cutTo(3)).isEqualTo(ByteString.of("abc"));
    }
}
