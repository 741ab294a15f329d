package io.nscatools.configgen;

import io.nscatools.protocol.FileErrors;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;

/** The password of both sides, in a file of its own. */
final class Password {
    /** The longest that the C programs read whole (fact 50). */
    private static final int MAX_BYTES = 5109;

    /** Letters and digits mean themselves in every file and to every method; 32 of them are 190 bits. */
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final int GENERATED_LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Password() {}

    /** Returns the only line of {@code file}, one byte a character. */
    static String read(Path file) throws ProblemsException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 2);
        } catch (IOException e) {
            throw problem(
                    file,
                    "password file cannot be read: " + FileErrors.describe(e)
                            + "; --generate-password makes one where there is none");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String password = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (password.length() > MAX_BYTES) {
            throw problem(file, "the password is longer than the " + MAX_BYTES + " bytes that the C programs read");
        }
        if (password.isBlank() || password.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw problem(file, "expected one line with the password and nothing else, ending in a newline");
        }
        return password;
    }

    /**
     * Makes a random password and its file, which only its owner may read.
     *
     * @param force whether one that is there may be overwritten
     */
    static void generate(Path file, boolean force) throws ProblemsException {
        if (Files.exists(file) && !force) {
            throw problem(file, "there is a password already; leave --generate-password out to use it");
        }
        String password = RANDOM.ints(GENERATED_LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining("", "", "\n"));
        try {
            SafeFiles.replaceDurably(file, password.getBytes(StandardCharsets.ISO_8859_1), SafeFiles.OWNER_ONLY, file);
        } catch (IOException e) {
            throw problem(file, "password file cannot be written: " + FileErrors.describe(e));
        }
    }

    private static ProblemsException problem(Path file, String message) {
        return new ProblemsException(List.of(new Problem(file.toString(), 0, 0, message)));
    }
}
