package io.nscatools.configgen;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A run of the command.
 *
 * @param exitCode its exit code
 * @param out its standard output, one byte a character
 * @param err its standard error
 */
record Run(int exitCode, String out, String err) {
    /** Runs the command; arguments may be paths. */
    static Run of(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int exitCode = NagiosConfigGen.run(
                Arrays.stream(args).map(Object::toString).toArray(String[]::new),
                new PrintWriter(out, false, StandardCharsets.ISO_8859_1),
                new PrintWriter(err, true));
        return new Run(exitCode, out.toString(StandardCharsets.ISO_8859_1), err.toString());
    }

    /** Returns standard output without the comment that says what made it. */
    String body() {
        return out.replaceFirst("# Made by .*\n\n?", "");
    }

    /** Returns standard error with {@code f} for the name of {@code file}. */
    String err(Path file) {
        return err.replace(file.toString(), "f");
    }
}
