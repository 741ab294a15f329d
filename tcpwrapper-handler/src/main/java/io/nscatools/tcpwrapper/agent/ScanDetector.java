package io.nscatools.tcpwrapper.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds one source that tries many daemons, and one daemon that is tried by many sources. Pure, as the engine is. */
final class ScanDetector {
    /** So many bytes of memory, roughly, are kept for each of the two kinds of scan. */
    private static final int MAX_BYTES = 1_500_000;

    /** What an entry of a map takes besides the characters of its name. */
    private static final int ENTRY_BYTES = 100;

    private final ScanPolicy policy;
    private final Watch bySource = new Watch();
    private final Watch byDaemon = new Watch();

    /** Who is watched, the latest last; beyond {@link #MAX_BYTES} the others are forgotten. */
    private static final class Watch {
        private final Map<String, Watched> all = new LinkedHashMap<>();
        private int bytes;

        /** Takes {@code who} out to be changed and put in again. */
        Watched take(String who) {
            Watched watched = all.remove(who);
            if (watched == null) {
                return new Watched();
            }
            bytes -= bytes(who, watched);
            return watched;
        }

        void put(String who, Watched watched) {
            all.put(who, watched);
            bytes += bytes(who, watched);
            while (bytes > MAX_BYTES && all.size() > 1) {
                take(all.keySet().iterator().next());
            }
        }

        private static int bytes(String who, Watched watched) {
            return watched.bytes + 3 * ENTRY_BYTES + who.length();
        }
    }

    /** The different ones of late, the latest last. */
    private static final class Watched {
        private final Map<String, Long> seen = new LinkedHashMap<>();
        private int bytes;
        private long quietUntil;
        private boolean told;

        void see(String what, long now) {
            if (seen.remove(what) == null) {
                bytes += bytes(what);
            }
            seen.put(what, now);
        }

        /** Forgets what is older than {@code within}, and the oldest beyond {@code max}. */
        void forget(long now, Duration within, int max) {
            Iterator<Map.Entry<String, Long>> oldest = seen.entrySet().iterator();
            while (oldest.hasNext()) {
                Map.Entry<String, Long> entry = oldest.next();
                if (seen.size() <= max && now - entry.getValue() < within.toNanos()) {
                    return;
                }
                bytes -= bytes(entry.getKey());
                oldest.remove();
            }
        }

        private static int bytes(String what) {
            return ENTRY_BYTES + what.length();
        }
    }

    ScanDetector(ScanPolicy policy) {
        this.policy = policy;
    }

    /** Takes a connection and returns the scans that it completes. One that goes on is told of once within its time. */
    List<Alert> add(DeniedConnection connection, long now) {
        List<Alert> scans = new ArrayList<>();
        String source = connection.source();
        String daemon = connection.daemon();
        look(bySource, source, daemon, policy.daemons(), now)
                .ifPresent(daemons -> scans.add(new Alert.Scan(source, daemons, false, policy.within())));
        look(byDaemon, daemon, source, policy.sources(), now)
                .ifPresent(sources -> scans.add(new Alert.Scan(daemon, sources, true, policy.within())));
        return scans;
    }

    private Optional<List<String>> look(Watch watch, String who, String what, OptionalInt limit, long now) {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        Watched watched = watch.take(who);
        watched.see(what, now);
        watched.forget(now, policy.within(), limit.getAsInt());
        watch.put(who, watched);
        boolean quiet = watched.told && now - watched.quietUntil < 0;
        if (quiet || watched.seen.size() < limit.getAsInt()) {
            return Optional.empty();
        }
        watched.told = true;
        watched.quietUntil = now + policy.within().toNanos();
        return Optional.of(List.copyOf(watched.seen.keySet()));
    }
}
