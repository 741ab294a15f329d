package io.nscatools.client.command;

import io.nscatools.protocol.FileErrors;
import io.nscatools.protocol.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The password that the environment has: never the command line, which everybody on the machine can read. */
final class Password {
    static final String VARIABLE = "NSCA_PASSWORD";
    static final String FILE_VARIABLE = "NSCA_PASSWORD_FILE";
    private static final int MAX_BYTES = 64 * 1024;

    private Password() {}

    /**
     * Returns the password in {@code NSCA_PASSWORD} or in the file that {@code NSCA_PASSWORD_FILE} names, whose last
     * newline does not count; or nothing.
     *
     * @throws IOException if there is one of no use; the message says why
     */
    static Optional<Secret> of(Map<String, String> environment, Console console) throws IOException {
        String password = environment.get(VARIABLE);
        String file = environment.get(FILE_VARIABLE);
        if (password != null && file != null) {
            throw new IOException("both " + VARIABLE + " and " + FILE_VARIABLE + " are set; take one of them");
        }
        if (file != null) {
            return Optional.of(read(Path.of(file), console));
        }
        if (password == null) {
            return Optional.empty();
        }
        if (password.indexOf('\ufffd') >= 0) {
            throw new IOException(VARIABLE + " is not ASCII and this locale cannot tell it; take " + FILE_VARIABLE);
        }
        return Optional.of(new Secret(password.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the file that {@code NSCA_PASSWORD_FILE} names, or nothing. */
    static Optional<Path> file(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of);
    }

    private static Secret read(Path file, Console console) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IOException(FILE_VARIABLE + ": " + file + ": " + FileErrors.describe(e), e);
        }
        int length = bytes.length;
        if (length > MAX_BYTES) {
            throw new IOException(FILE_VARIABLE + ": " + file + " has more than " + MAX_BYTES + " bytes");
        }
        if (length > 0 && bytes[length - 1] == '\n') {
            length--;
        }
        if (SendNscaConfig.isReadableByOthers(file)) {
            console.note("Warning: " + file + ": everybody can read the password; chmod o-r " + file);
        }
        return new Secret(Arrays.copyOf(bytes, length));
    }
}
