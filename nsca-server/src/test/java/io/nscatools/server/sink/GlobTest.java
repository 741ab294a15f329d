package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "TCP Wrappers, TCP Wrappers, true",
        "TCP Wrappers, TCP Wrappers 2, false",
        "TCP Wrappers, tcp wrappers, false",
        "TCP*, TCP, true",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "*a*b, xaxxab, true",
        "*a*b, xaxxba, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "a?, a, false",
        "*.example.com, www.example.com, true",
        "[ab], [ab], true",
        "größe*, größe 1, true"
    })
    void matchesTheWholeText(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).matches(ByteString.of(text))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"*a*a*a*a*a*a*a*a*a*a*a*a*b"})
    void takesNoLongTimeForAHardText(String pattern) {
        assertThat(Glob.of(pattern).matches(ByteString.of("a".repeat(4000)))).isFalse();
    }
}
