package io.nscatools.protocol;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration file that cannot be used; {@link #problems()} has all that is wrong with it. */
public final class CfgException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the lists made here are serializable
    private final List<CfgProblem> problems;

    /** An exception for {@code problems}, of which there is at least one. */
    public CfgException(List<CfgProblem> problems) {
        super(problems.stream().map(CfgProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems in the order of their lines. */
    public List<CfgProblem> problems() {
        return problems;
    }
}
