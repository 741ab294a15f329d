package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code all} writes for each inventory below {@code src/test/resources/golden}, byte for byte. After a change
 * that is meant, {@code -Dgolden.update=true} writes it anew.
 */
class GoldenFilesTest {
    private static final Path GOLDEN = Project.root().resolve("nagios-config-gen/src/test/resources/golden");

    @TempDir
    private Path folder;

    static Stream<String> inventories() throws IOException {
        try (Stream<Path> cases = Files.list(GOLDEN)) {
            return cases.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("inventories")
    void everyFileIsAsBefore(String name) throws Exception {
        Path expected = GOLDEN.resolve(name).resolve("site");
        Path inventory = GOLDEN.resolve(name).resolve("inventory.yml");
        Path site = Boolean.getBoolean("golden.update") ? expected : folder.resolve("site");
        Run run = Run.of("all", "--force", "--output-dir", site, inventory);
        assertThat(run.err()).isEmpty();
        List<String> files = files(site);
        assertThat(files).containsExactlyElementsOf(files(expected));
        for (String file : files) {
            assertThat(Files.readString(site.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readString(expected.resolve(file)));
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
