package io.nscatools.tcpwrapper.access;

import io.nscatools.protocol.FileErrors;
import io.nscatools.tcpwrapper.access.PatternList.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The lists of host patterns that rules name as {@code /path}, as they were when the rules were read. libwrap reads
 * such a file each time a rule needs it. One that is missing or cannot be read matches nobody.
 */
final class HostFiles {
    private static final int MAX_BYTES = 4 << 20;
    /** The end of libwrap's buffer for one pattern, beyond which it would write. */
    private static final int MAX_PATTERN = 8191;

    private final Map<String, List<String>> patterns = new HashMap<>();
    private final List<AccessProblem> problems = new ArrayList<>();

    private HostFiles() {}

    /** A file to be read, and the rule that leads to it. */
    private record Reference(String path, String ruleFile, Token token) {}

    /** Reads all files that the rules of tables name, and those that these files name. */
    static HostFiles load(List<AccessTable> tables) {
        HostFiles files = new HostFiles();
        Deque<Reference> pending = new ArrayDeque<>();
        for (AccessTable table : tables) {
            for (AccessRule rule : table.rules()) {
                rule.hostPatterns().forEach(token -> files.follow(token.text(), rule.file(), token, pending));
            }
        }
        while (!pending.isEmpty()) {
            Reference reference = pending.remove();
            for (String pattern : files.read(reference)) {
                files.follow(pattern, reference.ruleFile, reference.token, pending);
            }
        }
        return files;
    }

    private void follow(String pattern, String ruleFile, Token token, Deque<Reference> pending) {
        if (pattern.startsWith("/") && patterns.putIfAbsent(pattern, List.of()) == null) {
            pending.add(new Reference(pattern, ruleFile, token));
        }
    }

    private List<String> read(Reference reference) {
        try {
            Path file =
                    Path.of(new String(reference.path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            if (Files.notExists(file)) {
                return unreadable(reference, "does not exist");
            }
            if (!Files.isRegularFile(file)) {
                return unreadable(reference, "is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                return bytes.length > MAX_BYTES
                        ? unreadable(reference, "is larger than " + MAX_BYTES + " bytes")
                        : parse(reference, new String(bytes, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            return unreadable(reference, FileErrors.describe(e));
        } catch (InvalidPathException e) {
            return unreadable(reference, "has a name that this system cannot have");
        }
    }

    private List<String> parse(Reference reference, String text) {
        List<String> found = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text, " \t\n\u000b\f\r");
        while (tokens.hasMoreTokens()) {
            String pattern = tokens.nextToken();
            // The C string of a word with a NUL in it ends there.
            int nul = pattern.indexOf(0);
            if (pattern.length() > MAX_PATTERN) {
                return unreadable(
                        reference, "has a word of more than " + MAX_PATTERN + " bytes, at which libwrap breaks");
            }
            if (nul != 0) {
                found.add(nul < 0 ? pattern : pattern.substring(0, nul));
            }
        }
        patterns.put(reference.path, List.copyOf(found));
        return found;
    }

    private List<String> unreadable(Reference reference, String reason) {
        problems.add(new AccessProblem(
                reference.ruleFile,
                reference.token.line(),
                reference.token.column(),
                reference.path + " " + reason + ": its patterns match nobody",
                "name a readable file with one host pattern a line"));
        return List.of();
    }

    /** Returns the patterns of a file that a rule names. */
    List<String> patterns(String path) {
        return patterns.getOrDefault(path, List.of());
    }

    /** Returns what is wrong with the files. */
    List<AccessProblem> problems() {
        return problems;
    }
}
