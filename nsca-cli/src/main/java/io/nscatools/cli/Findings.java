package io.nscatools.cli;

import java.io.PrintWriter;

/**
 * What a doctor command finds, printed point by point as it is found. A line has three columns: {@code ok},
 * {@code note}, {@code problem} or {@code remedy}; the point, a word that stays the same; and what there is to say.
 */
public final class Findings {
    /** The exit code when nothing is wrong. */
    public static final int EXIT_OK = 0;
    /** The exit code when there is a problem. */
    public static final int EXIT_PROBLEM = 1;
    /** The exit code for wrong arguments. */
    public static final int EXIT_USAGE = 2;

    private final PrintWriter out;
    private boolean problem;

    /** Findings that are printed to {@code out}. */
    public Findings(PrintWriter out) {
        this.out = out;
    }

    /** Tells that a point is as it should be. */
    public void ok(String point, String what) {
        line("ok", point, what);
    }

    /** Tells what keeps nothing from working: what one should know, or cannot be known. */
    public void note(String point, String what) {
        line("note", point, what);
    }

    /** Tells what is wrong and what to do about it. */
    public void problem(String point, String what, String remedy) {
        problem = true;
        line("problem", point, what);
        line("remedy", point, remedy);
    }

    private void line(String word, String point, String text) {
        out.printf("%-7s  %-17s  %s%n", word, point, text);
        out.flush();
    }

    /** Returns the command's exit code. */
    public int exitCode() {
        return problem ? EXIT_PROBLEM : EXIT_OK;
    }
}
