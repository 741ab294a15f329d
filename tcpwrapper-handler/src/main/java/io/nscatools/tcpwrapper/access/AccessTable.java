package io.nscatools.tcpwrapper.access;

import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one file, {@code hosts.allow} or {@code hosts.deny}.
 *
 * <p>A table may be broken: libwrap stops reading at a line that has no newline at its end or more than 2047 bytes, and
 * does not begin with a file that it cannot open. It then refuses what no rule before has decided, if the table is the
 * one that denies; the rest of the one that allows is overlooked.
 */
public final class AccessTable {
    private static final int MAX_BYTES = 16 << 20;

    private final String name;
    private final List<AccessRule> rules;
    private final List<LogicalLine> continuedComments;
    private final List<AccessProblem> problems;
    private final Optional<AccessProblem> breach;

    AccessTable(
            String name,
            List<AccessRule> rules,
            List<LogicalLine> continuedComments,
            List<AccessProblem> problems,
            Optional<AccessProblem> breach) {
        this.name = name;
        this.rules = List.copyOf(rules);
        this.continuedComments = List.copyOf(continuedComments);
        this.problems = List.copyOf(problems);
        this.breach = breach;
    }

    /** Reads a file. One that is missing has no rules, as in libwrap; one that cannot be read is a problem. */
    public static AccessTable read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? unreadable(file, "is larger than " + MAX_BYTES + " bytes: not a file of access rules")
                    : parse(file.toString(), bytes);
        } catch (NoSuchFileException e) {
            return parse(file.toString(), new byte[0]);
        } catch (IOException e) {
            return unreadable(file, FileErrors.describe(e));
        }
    }

    private static AccessTable unreadable(Path file, String reason) {
        AccessProblem problem =
                new AccessProblem(file.toString(), 0, 0, "cannot be read: " + reason, "make it readable, or remove it");
        return new AccessTable(file.toString(), List.of(), List.of(), List.of(problem), Optional.of(problem));
    }

    /** Takes {@code bytes} for the contents of a file called {@code name}. */
    public static AccessTable parse(String name, byte[] bytes) {
        // One char a byte: the grammar is ASCII, and libwrap compares bytes.
        return new TableParser(name, new String(bytes, StandardCharsets.ISO_8859_1)).parse();
    }

    /** Returns the file's name as it was given. */
    public String name() {
        return name;
    }

    /** Returns the rules in the order of the file, as far as libwrap reads it. */
    public List<AccessRule> rules() {
        return rules;
    }

    /** Returns the comments that a backslash makes longer than a line. */
    List<LogicalLine> continuedComments() {
        return continuedComments;
    }

    /** Returns what libwrap itself would complain of, in the order of the file. */
    public List<AccessProblem> problems() {
        return problems;
    }

    /** Returns where and why libwrap stops reading, or nothing if it reads the file to its end. */
    public Optional<AccessProblem> breach() {
        return breach;
    }
}
