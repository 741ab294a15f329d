package io.nscatools.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Files that cannot be used; the message has a line for each problem, by file, line and column. */
public final class ProblemsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Takes all problems, in any order, at least one. */
    public ProblemsException(List<Problem> problems) {
        super(problems.stream()
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .map(Problem::toString)
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems. */
    public List<Problem> problems() {
        return problems;
    }
}
