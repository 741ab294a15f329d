package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Behind each row of the table in docs/client.md there is a test. */
class DropInTableTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\|.*\\| `(\\w+)#(\\w+)` \\|$");

    @Test
    void namesATestInEachRow() throws Exception {
        String page = Files.readString(Project.root().resolve("docs/client.md"));
        String table = page.substring(page.indexOf("## Against the C program"));
        List<String> tests = new ArrayList<>();
        Matcher row = ROW.matcher(table);
        while (row.find()) {
            tests.add(row.group(1) + "#" + row.group(2));
            assertThat(Arrays.stream(test(row.group(1)).getDeclaredMethods()))
                    .as(row.group())
                    .anyMatch(method -> method.getName().equals(row.group(2)));
        }
        long rows = table.lines().filter(line -> line.startsWith("|")).count();
        assertThat(tests).hasSize((int) rows - 2).hasSizeGreaterThan(20); // but the head and the line below it
    }

    private static Class<?> test(String name) throws ClassNotFoundException {
        String library = "io.nscatools.client.";
        return Class.forName((name.equals("ConnectorIT") ? library : library + "command.") + name);
    }
}
