package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every listing of docs/config-gen.md. A comment before it says what it is: {@code file: NAME} is put into a folder,
 * {@code run} is run there, {@code output} is what that printed.
 */
class DocsIT {
    private static final Pattern LISTING =
            Pattern.compile("(?:<!-- ([^\n]*) -->\n)?```[a-z]*\n(.*?)```\n", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void everyListingIsTrue() throws Exception {
        String page = Files.readString(Project.root().resolve("docs/config-gen.md"));
        Matcher listing = LISTING.matcher(page);
        String printed = null;
        int count = 0;
        while (listing.find()) {
            String kind = String.valueOf(listing.group(1));
            String text = listing.group(2);
            if (kind.startsWith("file: ")) {
                Files.writeString(folder.resolve(kind.substring("file: ".length())), text);
            } else if (kind.equals("run")) {
                assertThat(printed).as("output of the run before").isNull();
                printed = run(text);
            } else {
                assertThat(kind).as(text).isEqualTo("output");
                assertThat(printed).isEqualTo(text);
                printed = null;
            }
            count++;
        }
        assertThat(count).isEqualTo(page.split("\n```[a-z]*\n", -1).length / 2);
        Files.createDirectories(folder.resolve("hosts.d"));
        Files.writeString(folder.resolve("hosts.d/a.yml"), "hosts: [included]\n");
        assertThat(run("nagios-config-gen services full.yml"))
                .startsWith("# Made by nagios-config-gen services from full.yml")
                .contains(" included\n");
    }

    private String run(String script) throws Exception {
        ProcessBuilder command = new ProcessBuilder("bash");
        command.directory(folder.toFile());
        String function = "nagios-config-gen() { '"
                + String.join("' '", Project.java("nagios-config-gen").command()) + "' \"$@\" 2>&1; }\n";
        CommandResult result = CommandResult.run(command, (function + script).getBytes(StandardCharsets.UTF_8));
        assertThat(result.stderr()).isEmpty();
        return result.stdout().replaceAll("password=[A-Za-z0-9]{32}\n", "password=<32 letters and digits>\n");
    }
}
