package io.nscatools.configgen;

import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file with generated definitions between two marker lines.
 *
 * @param before what stands before the markers
 * @param between the lines of the markers and between them; empty if there are none yet
 * @param after what stands after them
 */
record MergedFile(String before, String between, String after) {
    /** The line before the definitions. */
    static final String BEGIN = "# BEGIN nagios-config-gen: what stands between BEGIN and END is replaced by merge";

    /** The line after them. */
    static final String END = "# END nagios-config-gen";

    private static final String BEGIN_START = "# BEGIN nagios-config-gen";

    /** Finds the markers in the text of {@code file}; two of a kind, or one alone, are a problem. */
    static MergedFile parse(Path file, String text) throws ProblemsException {
        List<Problem> problems = new ArrayList<>();
        int begin = -1;
        int end = -1;
        int lineNumber = 0;
        for (int start = 0; start < text.length(); ) {
            int next = text.indexOf('\n', start) + 1;
            int stop = next == 0 ? text.length() : next;
            String line = text.substring(start, stop).strip();
            lineNumber++;
            if (line.startsWith(BEGIN_START) && begin < 0 && end < 0) {
                begin = start;
            } else if (line.equals(END) && begin >= 0 && end < 0) {
                end = stop;
            } else if (line.startsWith(BEGIN_START) || line.equals(END)) {
                problems.add(new Problem(
                        file.toString(),
                        lineNumber,
                        1,
                        "a marker too many or out of order; expected one BEGIN, one END"));
            }
            start = stop;
        }
        if (problems.isEmpty() && begin >= 0 && end < 0) {
            problems.add(new Problem(file.toString(), 0, 0, "the marker END after BEGIN is missing: " + END));
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return begin < 0
                ? new MergedFile(text, "", "")
                : new MergedFile(text.substring(0, begin), text.substring(begin, end), text.substring(end));
    }

    /** Returns the whole text with {@code definitions} between the markers, its lines ending as the first one does. */
    String with(String definitions) {
        String end = (before + between + after).matches("(?s)[^\n]*\r\n.*") ? "\r\n" : "\n";
        String separator = before.isEmpty() || before.endsWith("\n") ? "" : end;
        String newline = between.isEmpty() || between.endsWith("\n") ? end : "";
        return before + separator + (BEGIN + "\n" + definitions + END).replace("\n", end) + newline + after;
    }
}
