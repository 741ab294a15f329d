package io.nscatools.client.command;

import io.nscatools.testsupport.CommandResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** Runs send_nsca inside the test. */
final class Command {
    private final Map<String, String> environment = new HashMap<>();

    Command with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs it with UTF-8 text on standard input. */
    CommandResult run(String stdin, String... args) {
        return run(stdin.getBytes(StandardCharsets.UTF_8), args);
    }

    CommandResult run(byte[] stdin, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new SendNsca(
                        environment,
                        new ByteArrayInputStream(stdin),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(args);
        return new CommandResult(exitCode, out.toString(), err.toString());
    }

    /** Writes a configuration that gives no reason for a warning. */
    static String config(Path folder, String more) throws IOException {
        Path file = folder.resolve("send_nsca.cfg");
        Files.writeString(file, "encryption_method=14\npassword=long enough for no warning\n" + more);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }
}
