package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimiterTest {
    @ParameterizedTest
    @CsvSource({
        "',', 44",
        "7, 55",
        "-, 45",
        "0x3b, 59",
        "0X3B, 59",
        "072, 58",
        "124, 124",
        "+44, 44",
        "300, 44",
        "0x, 0",
        "'-,', 0",
        "::, 58",
        "'\\t', 92",
        "'', 0",
        "0xff, 255",
        "-1, 255",
        "§, 194",
        "09, 0",
        "1a, 1"
    })
    void readsAFieldDelimiterAsTheReferenceDoes(String text, int expected) {
        assertThat(Delimiter.ofFields(text)).isEqualTo(expected);
    }

    @Test
    void matchesNoSetSeparatorAbove127() {
        assertThat(Delimiter.ofSets("0xff")).isNegative();
        assertThat(Delimiter.ofSets("0x80")).isNegative();
        assertThat(Delimiter.ofSets("0x7f")).isEqualTo(127);
        assertThat(Delimiter.ofSets("")).isZero();
    }

    @Test
    void refusesWhatCannotBeTold() {
        assertThatThrownBy(() -> Delimiter.ofFields("99999999999999999999"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delimiter '99999999999999999999' is out of range");
        assertThatThrownBy(() -> Delimiter.ofSets("\ufffd\ufffd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give its number");
    }
}
