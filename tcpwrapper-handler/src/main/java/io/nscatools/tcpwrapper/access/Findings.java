package io.nscatools.tcpwrapper.access;

import io.nscatools.tcpwrapper.access.PatternList.Token;
import java.util.ArrayList;
import java.util.List;

/** What a check has found in one file so far. */
final class Findings {
    private final String file;
    private final List<AccessProblem> problems = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void add(Token token, String message, String remedy) {
        add(token.line(), token.column(), message, remedy);
    }

    void add(RuleOption option, String message, String remedy) {
        add(option.line(), option.column(), message, remedy);
    }

    void add(int line, int column, String message, String remedy) {
        problems.add(new AccessProblem(file, line, column, message, remedy));
    }

    List<AccessProblem> problems() {
        return problems;
    }
}
