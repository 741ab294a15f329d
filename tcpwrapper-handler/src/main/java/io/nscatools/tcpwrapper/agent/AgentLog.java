package io.nscatools.tcpwrapper.agent;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The agent's log: plain lines on standard error, where systemd and cron pick them up and add the time. */
final class AgentLog {
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int MAX_SUBJECTS = 100;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final PrintWriter err;
    private final Map<String, Said> said = new HashMap<>();

    /** When a subject was last spoken of, and how often it was not since. */
    private record Said(long at, int suppressed) {}

    AgentLog(PrintWriter err) {
        this.err = err;
    }

    void info(String message) {
        write("INFO " + message);
    }

    /** Warns, but of one subject at most once a minute; says then how often it kept silent. */
    synchronized void warn(String subject, String message) {
        Said before = said.get(subject);
        long now = System.nanoTime();
        if (before != null && now - before.at() < QUIET.toNanos()) {
            said.put(subject, new Said(before.at(), before.suppressed() + 1));
            return;
        }
        if (said.size() >= MAX_SUBJECTS) {
            said.clear();
        }
        String more = before == null || before.suppressed() == 0
                ? ""
                : " (and " + before.suppressed() + " more like it in the last minute or longer)";
        said.put(subject, new Said(now, 0));
        write("WARNING " + message + more);
    }

    /** Forgets that {@code subject} was spoken of; returns whether it was. */
    synchronized boolean settled(String subject) {
        return said.remove(subject) != null;
    }

    /** File names and what others answer may have anything in them; a message stays one line. */
    private void write(String line) {
        err.println(CONTROL.matcher(line).replaceAll("_"));
        err.flush();
    }
}
