package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedDiffTest {
    private static final String END = "\\ No newline at end of file\n";

    @TempDir
    private Path folder;

    @Test
    void showsNothingWhereNothingDiffers() {
        assertThat(UnifiedDiff.of("f", "a\n", "a\n")).isEmpty();
    }

    @Test
    void showsTheEnds() {
        assertThat(UnifiedDiff.of("f", "", "a\n")).isEqualTo("--- f\n+++ f\n@@ -0,0 +1,1 @@\n+a\n");
        assertThat(UnifiedDiff.of("f", "a\n", "")).isEqualTo("--- f\n+++ f\n@@ -1,1 +0,0 @@\n-a\n");
        assertThat(UnifiedDiff.of("f", "a", "a\nb"))
                .isEqualTo("--- f\n+++ f\n@@ -1,1 +1,2 @@\n-a\n" + END + "+a\n+b\n" + END);
    }

    @Test
    void saysWhatDiffSays() throws Exception {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        for (String after : new String[] {
            before.replace("5", "x\ny"),
            before.replace("1\n", ""),
            before.replace("9\n", "9"),
            before + "10\n",
            "0\n" + before
        }) {
            Path old = Files.writeString(folder.resolve("old"), before);
            Path now = Files.writeString(folder.resolve("now"), after);
            CommandResult diff = CommandResult.run(
                    new ProcessBuilder("diff", "-U3", "--label", "f", "--label", "f", old.toString(), now.toString()),
                    "".getBytes(StandardCharsets.UTF_8));
            assertThat(UnifiedDiff.of("f", before, after)).isEqualTo(diff.stdout());
        }
    }
}
