package io.nscatools.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlMappingTest {
    private static final Path FILE = Path.of("conf/test.yml");

    private final List<Problem> problems = new ArrayList<>();

    private enum Kind {
        ONE,
        THE_OTHER
    }

    @Test
    void readsEachKindOfValue() throws Exception {
        YamlMapping mapping = mapping("""
                text: no
                path: sub/file
                absolute: /etc/file
                number: -7
                decimal: 0.5
                flag: true
                choice: the-other
                scalars: [a, 007]
                single: a
                """);
        assertThat(mapping.text("text")).contains("no");
        assertThat(mapping.path("path")).contains(Path.of("conf/sub/file"));
        assertThat(mapping.path("absolute")).contains(Path.of("/etc/file"));
        assertThat(mapping.number("number", -7, 0)).contains(-7);
        assertThat(mapping.decimal("decimal")).contains(new BigDecimal("0.5"));
        assertThat(mapping.flag("flag")).contains(true);
        assertThat(mapping.choice("choice", Kind.class)).contains(Kind.THE_OTHER);
        assertThat(mapping.scalars("scalars")).extracting(YamlNode.Scalar::text).containsExactly("a", "007");
        assertThat(mapping.scalars("single")).extracting(YamlNode.Scalar::text).containsExactly("a");
        assertThat(mapping.keys()).startsWith("text", "path").hasSize(9);
        assertThat(problems).isEmpty();
    }

    @Test
    void readsMappingsInMappingsAndLists() throws Exception {
        YamlMapping mapping = mapping("text: {number: 1}\nscalars:\n  - {number: 2}\n  - {number: 3}\n");
        assertThat(mapping.mapping("text", Set.of("number")).orElseThrow().number("number", 0, 9))
                .contains(1);
        assertThat(mapping.mappings("scalars", Set.of("number")))
                .extracting(item -> item.number("number", 0, 9).orElseThrow())
                .containsExactly(2, 3);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsNotThereIsNoProblemUnlessRequired() throws Exception {
        YamlMapping mapping = mapping("flag: true\n");
        assertThat(mapping.text("text")).isEmpty();
        assertThat(mapping.number("number", 0, 1)).isEmpty();
        assertThat(mapping.mapping("text", Set.of())).isEmpty();
        assertThat(mapping.mappings("scalars", Set.of())).isEmpty();
        assertThat(mapping.scalars("scalars")).isEmpty();
        assertThat(problems).isEmpty();
        mapping.required("text", mapping.text("text"));
        assertProblem("1:1: test: text is missing");
    }

    @Test
    void tellsOfAWrongValueOnceThoughItIsRequired() throws Exception {
        YamlMapping mapping = mapping("number: x\n");
        assertThat(mapping.required("number", mapping.number("number", 1, 9))).isEmpty();
        assertProblem("1:9: number: expected a number from 1 to 9, found 'x'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text:|6|text: expected a text, found nothing",
                "text: [a]|7|text: expected a text, found a list",
                "path: \"a\\0b\"|7|path: expected the path of a file in characters that the locale has, as C.UTF-8 has all, found 'a\\x00b'",
                "path: \"\\ud800\"|7|path: expected the path of a file in characters that the locale has, as C.UTF-8 has all, found '\\ud800'",
                "number: 10|9|number: expected a number from 1 to 9, found '10'",
                "number: 1e0|9|number: expected a number from 1 to 9, found '1e0'",
                "number: 0x1|9|number: expected a number from 1 to 9, found '0x1'",
                "number: 99999999999|9|number: expected a number from 1 to 9, found '99999999999'",
                "decimal: -1|10|decimal: expected a number such as 400 or 0.5, found '-1'",
                "flag: yes|7|flag: expected true or false, found 'yes'",
                "choice: One|9|choice: expected one of one, the-other, found 'One'",
                "single: 5|9|single: expected a time such as 30s, 15min or 12h, found '5'",
            })
    void tellsWhereAWrongValueStands(String line, int column, String message) throws Exception {
        YamlMapping mapping = mapping(line + "\n");
        assertThat(mapping.text("text")).isEmpty();
        assertThat(mapping.path("path")).isEmpty();
        assertThat(mapping.number("number", 1, 9)).isEmpty();
        assertThat(mapping.decimal("decimal")).isEmpty();
        assertThat(mapping.flag("flag")).isEmpty();
        assertThat(mapping.choice("choice", Kind.class)).isEmpty();
        assertThat(mapping.duration("single")).isEmpty();
        assertProblem("1:" + column + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({"0ms,PT0S", "250ms,PT0.25S", "30s,PT30S", "5m,PT5M", "5min,PT5M", "12h,PT12H", "2d,PT48H"})
    void readsTimes(String text, Duration duration) throws Exception {
        assertThat(mapping("single: " + text + "\n").duration("single")).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text: a", "text: {a: 1}"})
    void refusesOtherThingsThanLists(String line) throws Exception {
        assertThat(mapping(line + "\n").mappings("text", Set.of())).isEmpty();
        assertThat(problems).singleElement().asString().contains("1:7: text: expected a list, found ");
    }

    @Test
    void refusesListsWhereSingleValuesBelong() throws Exception {
        assertThat(mapping("scalars: [a, [b], {c: d}]\n").scalars("scalars")).hasSize(1);
        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly(
                        "scalars: expected a single value, found a list",
                        "scalars: expected a single value, found a mapping");
    }

    @Test
    void tellsOfUnknownKeysWithARemedy() throws Exception {
        mapping("nunber: 1\nzzz: 2\n");
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        FILE + ":1:1: unknown key 'nunber'; did you mean number?",
                        FILE + ":2:1: unknown key 'zzz'; test has absolute, choice, decimal, flag, number, path,"
                                + " scalars, single, text");
    }

    @Test
    void saysThatAMappingIsExpected() throws Exception {
        YamlMapping mapping = mapping("text: [a]\n");
        assertThat(mapping.mapping("text", Set.of("a")).orElseThrow().keys()).isEmpty();
        assertProblem("1:7: text: expected keys with values, found a list");
    }

    @Test
    void takesProblemsOfItsUsers() throws Exception {
        YamlMapping mapping = mapping("number: 1\n");
        mapping.problem("number", "is odd");
        mapping.problem("text", "is absent");
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(FILE + ":1:9: is odd", FILE + ":1:1: is absent");
        assertThat(mapping.value("number", "an even number", text -> Optional.empty()))
                .isEmpty();
    }

    @Test
    void showsLongValuesInPart() throws Exception {
        assertThat(mapping("number: " + "x".repeat(81) + "\n").number("number", 0, 1))
                .isEmpty();
        assertProblem("1:9: number: expected a number from 0 to 1, found '" + "x".repeat(80) + "...'");
    }

    @Test
    void readsMoreThanTheParsersOwnLimit() throws Exception {
        String text = "text: a # " + "x".repeat(1000) + "\n";
        String large = text + "# comment\n".repeat(500_000);
        assertThat(mapping(large).text("text")).contains("a");
    }

    private YamlMapping mapping(String yaml) throws ProblemsException {
        YamlNode.Mapping root = YamlReader.parse(FILE, yaml.getBytes(StandardCharsets.UTF_8), problems);
        Set<String> keys =
                Set.of("text", "path", "absolute", "number", "decimal", "flag", "choice", "scalars", "single");
        return YamlMapping.of(FILE.toString(), "test", root, keys, problems);
    }

    private void assertProblem(String problem) {
        assertThat(problems).extracting(Problem::toString).containsExactly(FILE + ":" + problem);
    }
}
