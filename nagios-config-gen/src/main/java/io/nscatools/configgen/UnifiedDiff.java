package io.nscatools.configgen;

import java.util.List;

/** The difference of two texts of which one piece differs, in the form of {@code diff -u}. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final String NO_NEWLINE = "\\ No newline at end of file";

    private UnifiedDiff() {}

    /** Returns the difference; nothing if there is none. */
    static String of(String name, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<String> old = lines(before);
        List<String> now = lines(after);
        int start = 0;
        while (start < Math.min(old.size(), now.size()) && old.get(start).equals(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(old.size(), now.size()) - start
                && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        int from = Math.max(0, start - CONTEXT);
        int more = Math.min(CONTEXT, end);
        StringBuilder text = new StringBuilder("--- " + name + "\n+++ " + name + "\n");
        text.append("@@ -").append(range(from, old.size() - end + more)).append(" +");
        text.append(range(from, now.size() - end + more)).append(" @@\n");
        append(text, ' ', old.subList(from, start));
        append(text, '-', old.subList(start, old.size() - end));
        append(text, '+', now.subList(start, now.size() - end));
        append(text, ' ', old.subList(old.size() - end, old.size() - end + more));
        return text.toString();
    }

    /** Returns the lines with their newlines. */
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    private static String range(int from, int to) {
        return (to == from ? from : from + 1) + "," + (to - from);
    }

    private static void append(StringBuilder text, char sign, List<String> lines) {
        for (String line : lines) {
            text.append(sign).append(line).append(line.endsWith("\n") ? "" : "\n" + NO_NEWLINE + "\n");
        }
    }
}
