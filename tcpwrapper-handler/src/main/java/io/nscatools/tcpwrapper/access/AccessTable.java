package io.nscatools.tcpwrapper.access;

import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final String FINISH_LINE = "end the line with a newline";

    private final String name;
    private final List<AccessRule> rules;
    private final List<AccessProblem> problems;
    private final Optional<AccessProblem> breach;

    private AccessTable(
            String name, List<AccessRule> rules, List<AccessProblem> problems, Optional<AccessProblem> breach) {
        this.name = name;
        this.rules = List.copyOf(rules);
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
        return new AccessTable(file.toString(), List.of(), List.of(problem), Optional.of(problem));
    }

    /** Takes {@code bytes} for the contents of a file called {@code name}. */
    public static AccessTable parse(String name, byte[] bytes) {
        // One char a byte: the grammar is ASCII, and libwrap compares bytes.
        LogicalLineReader lines = new LogicalLineReader(new String(bytes, StandardCharsets.ISO_8859_1));
        List<AccessRule> rules = new ArrayList<>();
        List<AccessProblem> problems = new ArrayList<>();
        Optional<LogicalLine> line = lines.next();
        while (line.isPresent() && line.get().isComplete()) {
            if (!line.get().isIgnored()) {
                parseLine(name, line.get(), rules, problems);
            }
            line = lines.next();
        }
        Optional<AccessProblem> breach = line.map(last -> breach(name, last));
        breach.ifPresent(problems::add);
        return new AccessTable(name, rules, problems, breach);
    }

    private static AccessProblem breach(String name, LogicalLine line) {
        boolean tooLong = line.text().length() >= LogicalLineReader.MAX_LENGTH;
        String what = tooLong
                ? "the rule is longer than " + LogicalLineReader.MAX_LENGTH + " bytes"
                : "the file does not end in a newline";
        return new AccessProblem(
                name,
                line.line(),
                0,
                what + ": libwrap overlooks this rule and all after it, and in hosts.deny it refuses everybody",
                tooLong ? "split it into several rules, or list the clients in a file (/path)" : FINISH_LINE);
    }

    private static void parseLine(String name, LogicalLine line, List<AccessRule> rules, List<AccessProblem> problems) {
        int colon = AccessRule.indexOf(line.text(), ':', 0);
        if (colon < 0) {
            problems.add(new AccessProblem(
                    name,
                    line.line(),
                    0,
                    "there is no colon between daemons and clients: libwrap overlooks the line",
                    "write DAEMONS: CLIENTS, or start a comment with # in the first column"));
            return;
        }
        AccessRule rule = AccessRule.parse(name, line, colon);
        rules.add(rule);
        for (PatternList.Token pattern : rule.hostPatterns()) {
            if (pattern.text().startsWith("@")) {
                problems.add(new AccessProblem(
                        name,
                        pattern.line(),
                        pattern.column(),
                        "netgroups are not supported: " + pattern.text() + " matches nobody here",
                        "list the hosts, or name a file of them (/path)"));
            }
        }
        for (RuleOption option : rule.options()) {
            option.problem()
                    .ifPresent(problem -> problems.add(new AccessProblem(
                            name,
                            option.line(),
                            option.column(),
                            problem + ": libwrap refuses whom the rule matches and runs nothing",
                            "see hosts_options(5); write \\: for a colon inside a command")));
        }
    }

    /** Returns the file's name as it was given. */
    public String name() {
        return name;
    }

    /** Returns the rules in the order of the file, as far as libwrap reads it. */
    public List<AccessRule> rules() {
        return rules;
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
