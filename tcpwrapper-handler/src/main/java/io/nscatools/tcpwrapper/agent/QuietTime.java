package io.nscatools.tcpwrapper.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a service has been quiet for so long that it may be OK again. How many connections were reported since it was OK
 * is kept in a file, so that a restart neither leaves it red for ever nor says OK too often.
 */
final class QuietTime {
    private static final String FILE = ".reported";

    private final Optional<Duration> limit;
    private final StateFile file;
    private long reported;
    private long last;

    private QuietTime(Optional<Duration> limit, StateFile file, long reported, long now) {
        this.limit = limit;
        this.file = file;
        this.reported = reported;
        this.last = now;
    }

    /** Begins with what an earlier agent left; its quiet time begins anew at {@code now}. */
    static QuietTime resume(Optional<Duration> limit, Spool spool, long now) throws IOException {
        StateFile file = new StateFile(spool.folder().resolve(FILE));
        long reported = limit.isEmpty()
                ? 0
                : file.read()
                        .map(String::strip)
                        .filter(text -> text.matches("[0-9]{1,18}"))
                        .map(Long::valueOf)
                        .orElse(0L);
        return new QuietTime(limit, file, reported, now);
    }

    /** Notes that connections were reported. */
    void reported(int connections, long now) throws IOException {
        if (limit.isPresent() && connections > 0) {
            reported += connections;
            last = now;
            file.write(reported + "\n");
        }
    }

    /** Returns when the service may be OK again, or nothing if it is. */
    OptionalLong nextDue() {
        return reported == 0
                ? OptionalLong.empty()
                : OptionalLong.of(last + limit.orElseThrow().toNanos());
    }

    /** Returns how many connections were reported since the service was OK. */
    long reported() {
        return reported;
    }

    /** Notes that the service is OK. */
    void isOk() throws IOException {
        reported = 0;
        file.delete();
    }
}
