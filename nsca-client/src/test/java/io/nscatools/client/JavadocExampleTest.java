package io.nscatools.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in {@link NscaClient}'s Javadoc compiles, with nothing but the library and the protocol. */
class JavadocExampleTest {
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\\* }</pre>", Pattern.DOTALL);

    @Test
    void compiles(@TempDir Path folder) throws Exception {
        String source = Files.readString(
                Project.root().resolve("nsca-client/src/main/java/io/nscatools/client/NscaClient.java"));
        Matcher example = EXAMPLE.matcher(source);
        assertThat(example.find()).isTrue();
        Path unit = Files.writeString(
                folder.resolve("Example.java"),
                "import io.nscatools.client.*;\nimport io.nscatools.protocol.*;\nimport java.util.List;\n"
                        + "abstract class Example {\nabstract void keep(List<CheckResult> results);\n"
                        + "void run(byte[] password) {\n"
                        + example.group(1).replaceAll("(?m)^ \\* ?", "") + "}\n}\n");
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        CommandResult result = CommandResult.run(
                new ProcessBuilder(
                        javac,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        Project.root().resolve("nsca-client/target/classes") + ":"
                                + Project.root().resolve("nsca-protocol/target/classes"),
                        unit.toString()),
                new byte[0]);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }
}
