package io.nscatools.tcpwrapper.access;

import java.util.ArrayList;
import java.util.List;

/** A rule: daemons, clients and options. */
public final class AccessRule {
    private final String file;
    private final LogicalLine source;
    private final PatternList daemons;
    private final PatternList clients;
    private final List<RuleOption> options;

    private AccessRule(
            String file, LogicalLine source, PatternList daemons, PatternList clients, List<RuleOption> options) {
        this.file = file;
        this.source = source;
        this.daemons = daemons;
        this.clients = clients;
        this.options = List.copyOf(options);
    }

    /** Takes a line apart whose first colon is at {@code colon}. */
    static AccessRule parse(String file, LogicalLine line, int colon) {
        int second = indexOf(line.text(), ':', colon + 1);
        int end = second < 0 ? line.text().length() : second;
        return new AccessRule(
                file,
                line,
                PatternList.parse(line, 0, colon),
                PatternList.parse(line, colon + 1, end),
                second < 0 ? List.of() : options(line, second + 1));
    }

    /**
     * Returns where {@code c} is in {@code text} from {@code start} on, or -1. As in libwrap's split_at it is not seen
     * while more brackets have been opened than closed or the other way round.
     */
    static int indexOf(String text, char c, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '[') {
                depth++;
            } else if (at == ']') {
                depth--;
            } else if (at == c && depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Cuts options at their colons; a backslash before a colon makes it part of the option. */
    private static List<RuleOption> options(LogicalLine line, int start) {
        List<RuleOption> options = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int fieldStart = start;
        String text = line.text();
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                options.add(RuleOption.parse(field.toString(), false, line.position(fieldStart)));
                field.setLength(0);
                fieldStart = i + 1;
            } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ':') {
                field.append(':');
                i++;
            } else {
                boolean leadingBlank = fieldStart == i && (c == ' ' || c == '\t');
                fieldStart += leadingBlank ? 1 : 0;
                field.append(c);
            }
        }
        options.add(RuleOption.parse(field.toString(), true, line.position(fieldStart)));
        return options;
    }

    /** Returns the name of the file that has the rule. */
    public String file() {
        return file;
    }

    /** Returns the line where the rule begins, counted from 1. */
    public int line() {
        return source.line();
    }

    /** Returns the line where the rule ends, which differs from {@link #line()} if a backslash continues it. */
    public int lastLine() {
        return source.lastLine();
    }

    /** Returns the rule's text on one line, one byte in each char, without the newline. */
    public String text() {
        return RuleOption.chop(source.text());
    }

    PatternList daemons() {
        return daemons;
    }

    PatternList clients() {
        return clients;
    }

    /** Returns the host patterns among the clients and, after an at sign, among the daemons. */
    List<PatternList.Token> hostPatterns() {
        List<PatternList.Token> hosts = new ArrayList<>();
        for (PatternList.Token token : daemons.patterns()) {
            int at = indexOf(token.text(), '@', 1);
            if (at >= 0) {
                hosts.add(token.from(at + 1));
            }
        }
        clients.patterns().forEach(token -> hosts.add(token.from(indexOf(token.text(), '@', 1) + 1)));
        return hosts;
    }

    List<RuleOption> options() {
        return options;
    }

    /** Returns whether no rule after this one is ever reached. */
    boolean matchesEverybody() {
        return daemons.isAll()
                && clients.isAll()
                && options.stream().noneMatch(option -> option.is(OptionKeyword.ACLEXEC));
    }

    /** Returns {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line();
    }
}
