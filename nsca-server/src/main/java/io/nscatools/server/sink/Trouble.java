package io.nscatools.server.sink;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once in the log what keeps a sink from working, and once when it works again. */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private final String name;
    private volatile String current;

    Trouble(String name) {
        this.name = name;
    }

    /** Returns what says so of a part of it: while both do not work, each is said once. */
    Trouble of(String part) {
        return new Trouble(name + ": " + part);
    }

    /** Says {@code problem} in the log, unless that was the last thing said. */
    void complain(String problem) {
        if (!problem.equals(current)) {
            current = problem;
            LOG.error("{}: {}", name, problem);
        }
    }

    /** Says that all is well, unless it was. */
    void over() {
        if (current != null) {
            current = null;
            LOG.info("{}: is written again", name);
        }
    }

    /** Returns what is wrong, or nothing. */
    Optional<String> current() {
        return Optional.ofNullable(current);
    }
}
