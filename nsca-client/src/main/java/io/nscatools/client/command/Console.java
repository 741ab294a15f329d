package io.nscatools.client.command;

import java.io.PrintWriter;

/** Where messages go. For use by several threads at once. */
final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean quiet;
    private final String prefix;

    Console(PrintWriter out, PrintWriter err, boolean quiet) {
        this(out, err, quiet, "");
    }

    private Console(PrintWriter out, PrintWriter err, boolean quiet, String prefix) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        this.prefix = prefix;
    }

    /** Returns a console whose every line begins with {@code server}. */
    Console of(String server) {
        return new Console(out, err, quiet, server + ": ");
    }

    boolean isQuiet() {
        return quiet;
    }

    /** Prints a line on standard output. */
    void print(String line) {
        synchronized (out) {
            out.println(prefix + line);
        }
    }

    /** Prints a line on standard error. */
    void error(String line) {
        synchronized (out) {
            err.println(prefix + line);
        }
    }

    /** Prints on the terminal's last line in place of what is there. */
    void overwrite(String text) {
        synchronized (out) {
            err.print("\r\033[K" + text);
            err.flush();
        }
    }

    /** Prints a line on standard error unless quiet. */
    void note(String line) {
        if (!quiet) {
            error(line);
        }
    }
}
