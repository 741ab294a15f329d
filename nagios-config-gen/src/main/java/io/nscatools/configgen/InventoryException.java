package io.nscatools.configgen;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** An inventory that cannot be used; the message has a line for each problem. */
final class InventoryException extends Exception {
    private static final long serialVersionUID = 1L;

    InventoryException(List<Problem> problems) {
        super(problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .map(Problem::toString)
                .collect(Collectors.joining("\n")));
    }
}
