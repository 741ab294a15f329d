package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.yaml.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in an inventory, what is written means that, or nothing is written. */
class HostileInventoryTest {
    @TempDir
    private Path folder;

    /** Values as YAML, double-quoted, that must go into no generated file. */
    static Stream<String> values() {
        return Stream.of(
                "a\\nb",
                "a\\rb",
                "a\\tb",
                "\\tb",
                "a\\0b",
                "a\\eb",
                "a\\x17b",
                "a;b",
                "a#b",
                "a`b",
                "a$b$",
                "a\\\"b",
                "a'b",
                "a\\\\",
                "a\\u00e4",
                "a\\u2028b",
                "\\ufeffa",
                " a",
                "a ",
                " ",
                "",
                "a!b",
                "a~b",
                "a%b",
                "a^b",
                "a&b",
                "a*b",
                "*",
                "a|b",
                "a<b",
                "a>b",
                "a?b",
                "a,,b",
                "a(b",
                "a)b",
                "a=b",
                "+a",
                "null");
    }

    static Stream<Arguments> valuesAndKeys() {
        String[] keys = {
            "hosts: [\"%s\"]",
            "hosts: [{name: \"%s\"}]",
            "hosts: [{name: a, service_description: \"%s\"}]",
            "defaults: {contact_groups: \"%s\"}\nhosts: [a]",
            "defaults: {notification_period: \"%s\"}\nhosts: [a]",
            "defaults: {notification_options: \"%s\"}\nhosts: [a]",
            "defaults: {check_command: \"%s\"}\nhosts: [a]",
            "defaults: {use: \"%s\"}\nhosts: [a]",
            "groups: [{name: \"%s\", hosts: [a]}]",
        };
        return values().flatMap(value -> Arrays.stream(keys).map(key -> Arguments.of(key, value)));
    }

    @ParameterizedTest
    @MethodSource("valuesAndKeys")
    void refusesValuesThatWouldMeanSomethingElse(String key, String value) throws Exception {
        assertRefused(key.formatted(value), ":[12]:[0-9]+: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\\nb", "a;b", "a#b", "a`b", "a$b", "a\\\"b", "a'b", "a\\\\", "\\u00e4", " a", "a ", "", "a\\tb"
            })
    void refusesThemInOtherPlaces(String value) throws Exception {
        for (String text : new String[] {
            "defaults: {extra: {notes: \"%s\"}}\nhosts: [a]",
            "hosts: [{name: a, address: \"%s\"}]",
            "monitor: {host: \"%s\", password_file: p}\nhosts: [a]",
            "monitor: {host: a, address: \"%s\", password_file: p}\nhosts: [a]",
            "monitor: {host: a, password_file: p, command_file: \"/%s\"}\nhosts: [a]",
            "monitor: {host: a, password_file: p, notification_command: \"%s\"}\nhosts: [a]",
            "defaults: {hosts_deny: {handler: \"/%s\"}}\nhosts: [a]",
            "defaults: {hosts_deny: {daemons: \"%s\"}}\nhosts: [a]",
            "defaults: {hosts_deny: {except: \"%s\"}}\nhosts: [a]",
        }) {
            assertRefused(text.formatted(value), ":[12]:[0-9]+: ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "monitor: yes|:1:10: monitor: expected keys with values, found 'yes'",
                "defaults: [a]|:1:11: defaults: expected keys with values, found a list",
                "hosts: a|:1:8: hosts: expected a list of hosts, such as - firestorm",
                "hosts:|:1:7: hosts: expected a list of hosts, such as - firestorm",
                "hosts: []|:1:8: hosts: expected a list of at least one host, such as - firestorm",
                "groups: {a: b}|:1:9: groups: expected a list, found a mapping",
                "hosts: [a, a]|:1:12: host a stands in line 1 already",
                "hosts: [web, Web]|:1:14: host Web stands in line 1 already, as web",
                "hosts: [!!binary aGVs]|:1:9: tags such as !x and !!str are not supported; take it out",
                "hosts: !include x|:1:8: tags such as !x and !!str are not supported; take it out",
                "hosts: [~]|:1:9: host_name '~' is not a name",
                "hosts: [a\u2028b]|:1:9: host_name 'a\\u2028b' is not a name",
                "hosts: [\"a\\u202eb\"]|:1:9: host_name 'a\\u202eb' is not a name",
                "hosts: [a, [a]]|:1:12: expected a host, found a list",
                "hosts: [{name: [a]}]|:1:16: a host needs a name",
                "hosts: [{name: a, name: b}]|:1:19: key 'name' stands here a second time",
                "hosts: [&a a, *a]|:1:15: aliases are not supported; write the value out",
                "hosts: [..]|:1:9: host_name '..' cannot be the name of a folder; take one without /",
                "hosts: [../../etc]|:1:9: host_name '../../etc' cannot be the name of a folder; take one without /",
                "defaults: {is_volatile: true}|:1:25: is_volatile 'true' is not 0 or 1",
                "defaults: {max_check_attempts: 1.0}|:1:32: max_check_attempts '1.0' is not a number from 1 to 9999",
                "defaults: {max_check_attempts: 0x1}|:1:32: max_check_attempts '0x1' is not a number from 1 to 9999",
                "hosts: [a|:2:1: is not YAML: expected",
                "[a]|: does not begin with a key; expected keys with values",
                "''|: is empty; expected keys with values",
                "# nothing|: is empty; expected keys with values",
            })
    void saysWhereAnInventoryIsWrong(String text, String problem) throws Exception {
        Path file = Files.writeString(folder.resolve("inventory.yml"), text + "\n");
        Run run = Run.of("services", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err(file)).startsWith("f" + problem);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void takesWordsOfYamlForNames() throws Exception {
        for (String name : new String[] {
            "no", "yes", "on", "off", "true", "false", "007", "0123", "1e3", "2001-01-01", "0x10", ".5", "12:30"
        }) {
            Path file = Files.writeString(folder.resolve("inventory.yml"), "hosts: [" + name + "]\n");
            assertThat(Run.of("services", file).out()).contains("\thost_name                       " + name + "\n");
        }
    }

    @Test
    void refusesTabsByteOrderMarksAndCarriageReturns() throws Exception {
        assertRefused("hosts:\n\t- x\n", ":2:1: is not YAML: found character '\\\\t\\(TAB\\)'");
        assertRefused("\ufeffhosts: [a]\n", ":1:1: begins with a byte order mark; save it as UTF-8 without one");
        assertRefused("hosts:\n  - a\r\n", ":2:6: has a carriage return; save it with LF line ends");
        assertRefused("hosts: [a]\n---\nhosts: [b]\n", ":3:1: a second document; a file is one");
    }

    @Test
    void showsNoNewlineOfAFileName() throws Exception {
        Path file = Files.writeString(folder.resolve("inventory.yml"), "include: \"a\\nb\"\n");
        assertThat(Run.of("services", file).err()).isEqualTo(folder + "/a?b: no such file or directory\n");
    }

    @Test
    void refusesWhatIsNotUtf8() throws Exception {
        Path file =
                Files.write(folder.resolve("inventory.yml"), "hosts: [\u00e4]".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Run.of("services", file).err(file)).isEqualTo("f:1:8: is not UTF-8 from here on\n");
        assertRefused("hosts: [a, \0]\n", ":1:1: is not YAML from here on: special characters are not allowed\n");
        assertRefused("? [a]\n: b\n", ":1:[0-9]: is not YAML from here on: ");
    }

    @Test
    void refusesWhatExpandsOrNestsWithoutEnd() throws Exception {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertRefused(laughs.toString(), ":1:1: unknown key 'a0'.*\nf:2:10: aliases are not supported");
        assertRefused("hosts: &a [*a]\n", ":1:12: aliases are not supported");
        assertRefused("hosts: " + "[".repeat(100_000), ":1:[0-9]+: is nested too deeply");
        assertRefused("hosts: " + "{a: ".repeat(100_000), ":1:[0-9]+: is nested too deeply");
        assertRefused("a:\n  <<: {hosts: [b]}\n", ":1:1: unknown key 'a'");
    }

    @Test
    void refusesWhatIsNoInventoryAtAll() throws Exception {
        assertThat(Run.of("services", folder).err(folder)).isEqualTo("f: is a directory\n");
        assertThat(Run.of("services", folder.resolve("none")).err(folder))
                .isEqualTo("f/none: no such file or directory\n");
        Path large = folder.resolve("large.yml");
        Files.writeString(large, "hosts: [a]\n" + "# comment\n".repeat(5_000_000));
        assertThat(Run.of("services", large).err(large))
                .isEqualTo("f: is larger than 16777216 bytes: not a configuration file\n");
    }

    private void assertRefused(String text, String problem) throws Exception {
        Path file = Files.writeString(folder.resolve("inventory.yml"), text);
        assertThatThrownBy(() -> InventoryReader.read(file))
                .as(text)
                .isInstanceOfSatisfying(
                        ProblemsException.class,
                        e -> assertThat(e.getMessage().replace(file.toString(), "f") + "\n")
                                .matches("(?s)f" + problem + ".*")
                                .doesNotContain("Exception"));
    }
}
