package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/methods.md: its ticks are those of the tests, all else is what the programs print. */
class MethodsDocTest {
    private static final String LIVE = "✓";
    private static final String RECORDED = "✓ (1)";

    @Test
    void hasARowForEachMethodAsTheProgramsListIt() throws IOException {
        List<List<String>> listed = EncryptionMethod.table()
                .lines()
                .skip(1)
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .toList();
        assertThat(rows().map(row -> List.of(
                        row.get(0),
                        row.get(1),
                        orElse(row.get(3), "0"),
                        orElse(row.get(4), "0"),
                        row.get(5),
                        orElse(row.get(6), "-"))))
                .containsExactlyElementsOf(listed);
    }

    @Test
    void namesWhatTheProgramsTake() throws Exception {
        for (List<String> row : rows().toList()) {
            EncryptionMethod method = EncryptionMethod.parse(row.get(0));
            for (String name : Stream.concat(
                            Stream.of(row.get(1)), Arrays.stream(row.get(2).split(", ", -1)))
                    .filter(name -> !name.isEmpty())
                    .toList()) {
                assertThat(EncryptionMethod.parse(name)).as(name).isEqualTo(method);
            }
        }
    }

    /** Vectors: CredentialTest and BlockCipherTest. Live: RecordedSessionsIT of client and server. */
    @Test
    void ticksWhatIsTested() throws IOException {
        Set<Integer> live =
                Vectors.liveCases().stream().map(Vectors.Session::method).collect(Collectors.toSet());
        Set<Integer> packets =
                Vectors.ciphers().stream().map(Vectors.Cipher::method).collect(Collectors.toSet());
        Set<Integer> blocks =
                Vectors.blocks().stream().map(Vectors.Block::method).collect(Collectors.toSet());
        assertThat(rows()).allSatisfy(row -> {
            int number = Integer.parseInt(row.get(0));
            assertThat(packets).contains(number);
            assertThat(blocks.contains(number)).isEqualTo(number > 1);
            assertThat(row.get(7)).isEqualTo(live.contains(number) ? LIVE : RECORDED);
        });
    }

    /** The rows' cells, without the marks of code. */
    private static Stream<List<String>> rows() throws IOException {
        return Files.readAllLines(Project.root().resolve("docs/methods.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> {
                    List<String> cells = new ArrayList<>();
                    for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
                        cells.add(cell.strip().replace("`", ""));
                    }
                    return cells;
                });
    }

    private static String orElse(String cell, String whenEmpty) {
        return cell.isEmpty() ? whenEmpty : cell;
    }
}
