package io.nscatools.tcpwrapper.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a table of a file, as libwrap would read it, with a limit to what a hostile file can cost. */
final class TableParser {
    private static final int MAX_RULES = 200_000;
    private static final int MAX_PROBLEMS = 1000;

    private final String name;
    private final LogicalLineReader lines;
    private final List<AccessRule> rules = new ArrayList<>();
    private final List<LogicalLine> continuedComments = new ArrayList<>();
    private final List<AccessProblem> problems = new ArrayList<>();
    private Optional<AccessProblem> breach = Optional.empty();

    /** A parser of a file's bytes, one in each char. */
    TableParser(String name, String data) {
        this.name = name;
        this.lines = new LogicalLineReader(data);
    }

    AccessTable parse() {
        Optional<LogicalLine> line = lines.next();
        while (line.isPresent() && breach.isEmpty()) {
            parse(line.get());
            line = lines.next();
        }
        return new AccessTable(name, rules, continuedComments, problems, breach);
    }

    private void parse(LogicalLine line) {
        if (!line.isComplete()) {
            breakOff(line);
        } else if (rules.size() >= MAX_RULES || problems.size() >= MAX_PROBLEMS) {
            breakOff(
                    line,
                    "there are more than " + MAX_RULES + " rules or " + MAX_PROBLEMS
                            + " problems: the rest is not read",
                    "list the clients in a file (/path)");
        } else if (!line.isIgnored()) {
            parseRule(line);
        } else if (line.parts().size() > 1) {
            continuedComments.add(line);
        }
    }

    private void breakOff(LogicalLine line) {
        boolean tooLong = line.text().length() >= LogicalLineReader.MAX_LENGTH;
        String what = tooLong
                ? "the rule is longer than " + LogicalLineReader.MAX_LENGTH + " bytes"
                : "the file does not end in a newline";
        breakOff(
                line,
                what + ": libwrap overlooks this rule and all after it, and in hosts.deny it refuses everybody",
                tooLong
                        ? "split it into several rules, or list the clients in a file (/path)"
                        : "end the line with a newline");
    }

    private void breakOff(LogicalLine line, String message, String remedy) {
        AccessProblem problem = new AccessProblem(name, line.line(), 0, message, remedy);
        breach = Optional.of(problem);
        problems.add(problem);
    }

    private void parseRule(LogicalLine line) {
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
        rule.hostPatterns().stream()
                .filter(pattern -> pattern.text().startsWith("@"))
                .forEach(pattern -> problems.add(new AccessProblem(
                        name,
                        pattern.line(),
                        pattern.column(),
                        "netgroups are not supported: " + pattern.text() + " matches nobody here",
                        "list the hosts, or name a file of them (/path)")));
        rule.options().stream()
                .filter(option -> option.problem().isPresent())
                .findFirst()
                .ifPresent(option -> problems.add(new AccessProblem(
                        name,
                        option.line(),
                        option.column(),
                        option.problem().orElseThrow()
                                + ": libwrap refuses whom the rule matches, and does nothing else",
                        remedy(rule, option))));
    }

    /** Guesses what was meant. */
    private static String remedy(AccessRule rule, RuleOption option) {
        List<PatternList.Token> clients = rule.clients().tokens();
        boolean afterDigits =
                !clients.isEmpty() && clients.get(clients.size() - 1).text().matches("[0-9A-Fa-f]{1,4}");
        if (afterDigits && option.name().matches("[0-9A-Fa-f]{0,4}")) {
            return "write an IPv6 address in brackets: [2001:db8::1]";
        }
        if (option.name().startsWith("(") || option.name().startsWith("/")) {
            return "write twist or spawn before the command";
        }
        boolean hasCommand = rule.options().stream()
                .flatMap(other -> other.keyword().stream())
                .anyMatch(OptionKeyword::expandsValue);
        return hasCommand
                ? "write \\: for a colon inside a command, and none at the end of the line"
                : "see hosts_options(5)";
    }
}
