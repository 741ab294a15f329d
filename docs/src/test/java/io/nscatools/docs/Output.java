package io.nscatools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page says that commands print. */
final class Output {
    private Output() {}

    /**
     * Fails unless {@code actual} is what the page says, in which {@code …} stands for any text within a line, and a
     * line of only that for any lines.
     */
    static void assertMatches(String place, String expected, String actual) {
        String pattern = expected.lines().map(Output::linePattern).collect(Collectors.joining());
        if (!actual.matches(pattern)) {
            assertThat(actual).as(place).isEqualTo(expected);
        }
    }

    private static String linePattern(String line) {
        if (line.equals("…")) {
            return "(?:[^\n]*\n)*";
        }
        return Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("[^\n]+")) + "\n";
    }
}
