package io.nscatools.tcpwrapper.agent;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a daemon refused a source.
 *
 * @param daemon the daemon
 * @param source the source as it is counted: an address, a network or a name
 * @param count how many connections, at least 1
 * @param first the time of the first one
 * @param last the time of the last one
 * @param samples the first few of them; none if they are not known any more
 * @param files the files that the connections stand in, as many as connections
 */
record Tally(
        String daemon,
        String source,
        int count,
        Instant first,
        Instant last,
        List<DeniedConnection> samples,
        List<Path> files) {
    private static final int MAX_SAMPLES = 50;

    /** What is counted together. */
    record Key(String daemon, String source) {
        static Key of(DeniedConnection connection) {
            return new Key(connection.daemon(), connection.source());
        }
    }

    /** Counts. */
    static final class Counter {
        private final Key key;
        private int count;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private final List<DeniedConnection> samples = new ArrayList<>();
        private final List<Path> files = new ArrayList<>();

        Counter(Key key) {
            this.key = key;
        }

        void add(SpoolEvent.Denied event) {
            add(1, event.connection().time(), event.connection().time());
            files.add(event.file());
            if (samples.size() < MAX_SAMPLES) {
                samples.add(event.connection());
            }
        }

        void add(int connections, Instant from, Instant to) {
            count += connections;
            first = from.isBefore(first) ? from : first;
            last = to.isAfter(last) ? to : last;
        }

        Tally tally() {
            return new Tally(key.daemon(), key.source(), count, first, last, List.copyOf(samples), List.copyOf(files));
        }
    }
}
