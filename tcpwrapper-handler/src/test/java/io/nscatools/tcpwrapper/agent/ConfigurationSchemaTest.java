package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import io.nscatools.yaml.YamlNode;
import io.nscatools.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published JSON Schema says what the reader does. */
class ConfigurationSchemaTest {
    @TempDir
    private Path folder;

    private YamlNode schema;

    @BeforeEach
    void readSchema() throws Exception {
        List<Problem> problems = new ArrayList<>();
        schema = YamlReader.read(Project.root().resolve("docs/tcpwrapper-handler.schema.json"), problems);
        assertThat(problems).isEmpty();
    }

    @Test
    void hasTheKeysOfTheReader() {
        assertThat(keys(at(schema, "properties"))).isEqualTo(new TreeSet<>(AgentConfigReader.KEYS));
        assertThat(keys(properties("server"))).isEqualTo(new TreeSet<>(AgentConfigReader.SERVER_KEYS));
        assertThat(keys(digest())).isEqualTo(new TreeSet<>(AgentConfigReader.DIGEST_KEYS));
        assertThat(keys(properties("scan"))).isEqualTo(new TreeSet<>(AgentConfigReader.SCAN_KEYS));
        assertThat(keys(properties("limits"))).isEqualTo(new TreeSet<>(AgentConfigReader.LIMITS_KEYS));
    }

    @Test
    void theReaderTakesItsExamplesDefaultsAndLimitsAndNothingBeyond() {
        List<String> checked = new ArrayList<>();
        check("", at(schema, "properties"), "", checked);
        check("server: {host: m, ", properties("server"), "}", checked);
        check("digest: {", digest(), "}", checked);
        check("scan: {", properties("scan"), "}", checked);
        check("limits: {", properties("limits"), "}", checked);
        assertThat(checked).hasSizeGreaterThan(80);
    }

    @Test
    void patternsRefuseWhatTheReaderRefuses() {
        for (String duration : List.of("", "0s", "10", "10 s", "1w", "-1s", "1.5h")) {
            assertThat(duration).doesNotMatch(pattern(at(schema, "$defs", "duration")));
            assertThat(accepts("back_to_ok: '" + duration + "'")).as(duration).isFalse();
        }
        for (String size : List.of("", "0MB", "10", "1kb", "1.5MB")) {
            assertThat(size).doesNotMatch(pattern(at(properties("limits"), "bytes")));
            assertThat(accepts("limits: {bytes: '" + size + "'}")).as(size).isFalse();
        }
        for (String text : List.of("{adress}", "a|b", "{", "}", "{host")) {
            assertThat(text).doesNotMatch(pattern(at(schema, "properties", "text")));
            assertThat(accepts("text: '" + text + "'")).as(text).isFalse();
        }
        for (String name : List.of("", "a;b", "x".repeat(64))) {
            assertThat(name).doesNotMatch(pattern(at(schema, "properties", "host")));
            assertThat(accepts("host: '" + name + "'")).as(name).isFalse();
        }
    }

    private void check(String before, YamlNode properties, String after, List<String> checked) {
        for (String key : keys(properties)) {
            YamlNode property = at(properties, key);
            YamlNode rule = at(property, "$ref") == null ? property : at(schema, "$defs", "duration");
            for (String value : values(property, rule)) {
                assertAccepted(before, key, value, after, true, checked);
            }
            if (at(rule, "minimum") != null) {
                int minimum = Integer.parseInt(text(at(rule, "minimum")));
                int maximum = Integer.parseInt(text(at(rule, "maximum")));
                assertAccepted(before, key, Integer.toString(minimum), after, true, checked);
                assertAccepted(before, key, Integer.toString(maximum), after, true, checked);
                assertAccepted(before, key, Integer.toString(minimum - 1), after, false, checked);
                assertAccepted(before, key, Integer.toString(maximum + 1), after, false, checked);
            }
        }
    }

    private static List<String> values(YamlNode property, YamlNode rule) {
        List<String> values = new ArrayList<>();
        if (at(rule, "examples") instanceof YamlNode.Sequence examples) {
            examples.items().forEach(example -> values.add("'" + text(example) + "'"));
        }
        if (at(property, "default") != null) {
            values.add("'" + text(at(property, "default")) + "'");
        }
        return values;
    }

    private void assertAccepted(
            String before, String key, String value, String after, boolean expected, List<String> checked) {
        String access = before.startsWith("server") && !key.startsWith("send_nsca") && !key.equals("password_file")
                ? ", password_file: p"
                : "";
        String yaml = key.equals("host") && !before.isEmpty()
                ? "server: {host: " + value + access + after
                : before + key + ": " + value + access + after;
        assertThat(accepts(yaml)).as(yaml).isEqualTo(expected);
        checked.add(yaml);
    }

    private boolean accepts(String yaml) {
        try {
            Path file = folder.resolve("agent.yml");
            Files.writeString(file, (yaml.startsWith("spool") ? "" : "spool: s\n") + yaml + "\n");
            AgentConfigReader.read(file, "thishost");
            return true;
        } catch (ProblemsException e) {
            return false;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private YamlNode properties(String key) {
        return at(schema, "properties", key, "properties");
    }

    private YamlNode digest() {
        YamlNode.Sequence alternatives = (YamlNode.Sequence) at(schema, "properties", "digest", "oneOf");
        return at(alternatives.items().get(1), "properties");
    }

    private static String pattern(YamlNode rule) {
        return text(at(rule, "pattern"));
    }

    private static YamlNode at(YamlNode node, String... keys) {
        YamlNode found = node;
        for (String key : keys) {
            found = ((YamlNode.Mapping) found)
                    .entries().stream()
                            .filter(entry -> entry.key().text().equals(key))
                            .map(YamlNode.Entry::value)
                            .findFirst()
                            .orElse(null);
        }
        return found;
    }

    private static Set<String> keys(YamlNode mapping) {
        return ((YamlNode.Mapping) mapping)
                .entries().stream().map(entry -> entry.key().text()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(YamlNode scalar) {
        return ((YamlNode.Scalar) scalar).text();
    }
}
