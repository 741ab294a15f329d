package io.nscatools.tcpwrapper.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds one source that tries many daemons, and one daemon that is tried by many sources. Pure, as the engine is. */
final class ScanDetector {
    private static final int MAX_WATCHED = 10_000;

    private final ScanPolicy policy;
    private final Map<String, Watched> bySource = new LruMap<>(MAX_WATCHED);
    private final Map<String, Watched> byDaemon = new LruMap<>(MAX_WATCHED);

    /** The different ones of late, the latest last. */
    private static final class Watched {
        private final Map<String, Long> seen = new LinkedHashMap<>();
        private long quietUntil;
        private boolean told;
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

    private Optional<List<String>> look(
            Map<String, Watched> all, String who, String what, OptionalInt limit, long now) {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        Watched watched = all.computeIfAbsent(who, key -> new Watched());
        watched.seen.remove(what);
        watched.seen.put(what, now);
        watched.seen.values().removeIf(time -> now - time >= policy.within().toNanos());
        if (watched.seen.size() > limit.getAsInt()) {
            watched.seen.remove(watched.seen.keySet().iterator().next());
        }
        boolean quiet = watched.told && now - watched.quietUntil < 0;
        if (quiet || watched.seen.size() < limit.getAsInt()) {
            return Optional.empty();
        }
        watched.told = true;
        watched.quietUntil = now + policy.within().toNanos();
        return Optional.of(List.copyOf(watched.seen.keySet()));
    }
}
