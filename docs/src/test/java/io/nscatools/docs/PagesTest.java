package io.nscatools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No listing escapes the tests, and no link leads nowhere. */
class PagesTest {
    /** How many listings may not be run, by reason. A change of these numbers wants a thought. */
    private static final Map<String, Integer> NOT_TESTED = Map.of(
            "network", 1, // installs from the distribution's archive
            "build", 2, // builds what the test itself is a part of
            "minutes", 12); // measures, for longer than a test may take

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#: ]*)(#[^)]*)?\\)");

    static Stream<String> pages() throws IOException {
        return Pages.all().stream();
    }

    @Test
    void fewListingsAreNotTested() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (String page : Pages.all()) {
            for (Listing listing : Pages.listings(page)) {
                if (listing.kind() == Listing.Kind.NO_TEST) {
                    found.merge(listing.value(), 1, Integer::sum);
                }
            }
        }
        assertThat(NOT_TESTED).containsKeys(found.keySet().toArray(String[]::new));
        found.forEach((reason, count) -> assertThat(count).as(reason).isLessThanOrEqualTo(NOT_TESTED.get(reason)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFileIsReadByACommand(String page) {
        List<Listing> listings = Pages.listings(page);
        for (int i = 0; i < listings.size(); i++) {
            Listing file = listings.get(i);
            if (file.kind() == Listing.Kind.FILE) {
                String name = Path.of(file.value()).getFileName().toString();
                assertThat(listings.subList(i + 1, listings.size()))
                        .as("a command behind line %d of %s that names %s", file.line(), page, name)
                        .anyMatch(later -> later.isCommand() && later.text().contains(name));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void otherTestsNameThePage(String page) throws IOException {
        for (Listing listing : Pages.listings(page)) {
            if (listing.kind() == Listing.Kind.TESTED_BY) {
                assertThat(Files.readString(test(listing.value()))).as(page).contains(page.replace("docs/", ""));
            }
        }
    }

    private static Path test(String name) throws IOException {
        try (Stream<Path> files = Files.find(Project.root(), 20, (file, attributes) -> file.endsWith(name + ".java"))) {
            return files.findFirst().orElseThrow(() -> new AssertionError("there is no test " + name));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(String page) throws IOException {
        Path file = Project.root().resolve(page);
        Matcher link = LINK.matcher(Pages.read(page));
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
            assertThat(target).as("%s: %s", page, link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(Files.readString(target)))
                        .as("%s: %s", page, link.group())
                        .contains(link.group(2));
            }
        }
    }

    /** Returns the anchors that GitHub makes of headings. */
    private static List<String> anchors(String page) {
        List<String> anchors = new ArrayList<>();
        page.lines()
                .filter(line -> line.startsWith("#"))
                .forEach(line -> anchors.add("#"
                        + line.replaceFirst("^#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\w\\- ]", "")
                                .replace(' ', '-')));
        return anchors;
    }
}
