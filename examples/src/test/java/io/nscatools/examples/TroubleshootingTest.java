package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every line that docs/troubleshooting.md quotes is one that the programs print. */
class TroubleshootingTest {
    private static final String OF_C_PROGRAMS = "## What the C programs say";
    private static final Pattern QUOTED = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
    /** What the log of rejections puts before each message; a class makes it of a word and a colon. */
    private static final Pattern VERB = Pattern.compile("^(rejected|result refused|closed|probed): ");
    /** What stands between two literals of one message, or in the place of a value within one. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    @Test
    void quotesOnlyWhatOurProgramsPrint() throws Exception {
        String sources = sources();
        for (String line : quoted(page()[0])) {
            Matcher verb = VERB.matcher(line);
            boolean hasVerb = verb.find();
            List<String> fragments = new ArrayList<>(fragments(hasVerb ? line.substring(verb.end()) : line));
            if (hasVerb) {
                fragments.add('"' + verb.group(1) + '"');
            }
            assertThat(fragments).as(line).isNotEmpty().allMatch(sources::contains);
        }
    }

    @Test
    void quotesOnlyWhatTheFactsSayOfTheCPrograms() throws Exception {
        String facts = Files.readString(Project.root().resolve("docs/facts.md")).replaceAll("\\s+", " ");
        assertThat(quoted(page()[1]))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(fragments(line)).isNotEmpty().allMatch(facts::contains));
    }

    private static String[] page() throws IOException {
        String page = Files.readString(Project.root().resolve("docs/troubleshooting.md"));
        String[] parts = page.split(Pattern.quote(OF_C_PROGRAMS), -1);
        assertThat(parts).hasSize(2);
        assertThat(quoted(parts[0])).hasSizeGreaterThan(40);
        return parts;
    }

    private static List<String> quoted(String markdown) {
        List<String> lines = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(markdown);
        while (matcher.find()) {
            lines.add(matcher.group(1));
        }
        return lines;
    }

    /**
     * What stands between the signs for values and between parts of a message, without the punctuation that may be part
     * of what joins them.
     */
    private static List<String> fragments(String line) {
        return Stream.of(line.split("…|[;:] ", -1))
                .map(fragment -> fragment.replaceAll("^[ :;,'(]+|[ :;,'(]+$", ""))
                .filter(fragment -> !fragment.isEmpty())
                .toList();
    }

    /** All that our programs are made of, with the literals of each message joined. */
    private static String sources() throws IOException {
        try (Stream<Path> files = Files.find(
                Project.root(),
                20,
                (file, attributes) -> file.toString()
                        .matches(".*/src/main/java/io/nscatools/(client|server|tcpwrapper|protocol)/.*\\.java"))) {
            return Stream.concat(files, Stream.of(Project.root().resolve("bin/launcher")))
                    .map(TroubleshootingTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return JOINT.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
