package io.nscatools.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in {@link NscaClient}'s Javadoc compiles. */
class JavadocExampleTest {
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\\* }</pre>", Pattern.DOTALL);

    @Test
    void compiles(@TempDir Path folder) throws Exception {
        String source = Files.readString(
                Project.root().resolve("nsca-client/src/main/java/io/nscatools/client/NscaClient.java"));
        Matcher example = EXAMPLE.matcher(source);
        assertThat(example.find()).isTrue();
        String unit = "import io.nscatools.client.*;\nimport io.nscatools.protocol.*;\nimport java.util.List;\n"
                + "abstract class Example {\nabstract void keep(List<CheckResult> results);\nvoid run(byte[] password) {\n"
                + example.group(1).replaceAll("(?m)^ \\* ?", "") + "}\n}\n";
        StringWriter messages = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(unit)))
                .call();
        assertThat(compiled).as(messages + "\n" + unit).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
