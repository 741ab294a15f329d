package io.nscatools.tcpwrapper.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Something to tell Nagios about refused connections. */
sealed interface Alert {
    /** Returns the files that may go once the alert has been delivered. */
    List<Path> files();

    /** Returns how many refused connections the alert stands for. */
    int connections();

    /** One connection. */
    record Single(SpoolEvent.Denied event) implements Alert {
        @Override
        public List<Path> files() {
            return List.of(event.file());
        }

        @Override
        public int connections() {
            return 1;
        }
    }

    /** Connections of one source to one daemon. */
    record Digest(Tally tally, Duration span) implements Alert {
        @Override
        public List<Path> files() {
            return tally.files();
        }

        @Override
        public int connections() {
            return tally.count();
        }
    }

    /** Connections of several sources or to several daemons, the most frequent first. */
    record Rest(List<Tally> tallies, Duration span) implements Alert {
        @Override
        public List<Path> files() {
            return tallies.stream().flatMap(tally -> tally.files().stream()).toList();
        }

        @Override
        public int connections() {
            return tallies.stream().mapToInt(Tally::count).sum();
        }
    }

    /**
     * Connections of which the spool has kept no more than these counts.
     *
     * @param files the file with the counts
     */
    record Folded(List<Tally> tallies, int results, List<Path> files) implements Alert {
        @Override
        public int connections() {
            return tallies.stream().mapToInt(Tally::count).sum();
        }
    }

    /**
     * A scan; the connections it is made of are alerts of their own.
     *
     * @param who the source, or the daemon that was tried by many
     * @param what the daemons, or the sources
     * @param ofDaemon whether one daemon was tried by many sources, and not many daemons by one source
     */
    record Scan(String who, List<String> what, boolean ofDaemon, Duration within) implements Alert {
        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public int connections() {
            return 0;
        }
    }
}
