package io.nscatools.tcpwrapper.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which refused connections are an alert each and which are counted together. Nothing is ever left out: the
 * connections of all alerts together are those that were added.
 *
 * <p>The first connection beyond a limit opens a window. All that are beyond a limit until it closes are counted by
 * source and daemon, and so are those whose source and daemon are in the window already. Pure: all times are
 * nanoseconds of a clock that never steps, given by the caller.
 */
final class DigestEngine {
    /** A window with so many connections closes at once, so that their files' names do not fill the memory. */
    static final int MAX_HELD = 10_000;

    /** So does one with so many characters of names: peers and local users choose them, and their length. */
    private static final int MAX_HELD_CHARACTERS = 2_000_000;

    private static final int MAX_SOURCES = 4000;

    /** Far below what wedges Nagios (fact N6), and above any threshold that makes sense. */
    private static final int SAFE_FOR_NAGIOS = 1000;

    private static final Duration SAFE_WITHIN = Duration.ofSeconds(10);

    private final Optional<DigestPolicy> policy;
    private final RateLimit all;
    private final RateLimit safe = new RateLimit(SAFE_FOR_NAGIOS, SAFE_WITHIN);
    private final Map<Tally.Key, RateLimit> limits = new LruMap<>(MAX_SOURCES);
    private final Map<Tally.Key, Tally.Counter> window = new LinkedHashMap<>();
    private int held;
    private int heldCharacters;
    private long opened;

    /** An engine that digests by {@code policy}, or never. */
    DigestEngine(Optional<DigestPolicy> policy) {
        this.policy = policy;
        this.all = policy.map(p -> new RateLimit(p.threshold(), p.within()))
                .orElseGet(() -> new RateLimit(0, Duration.ZERO));
    }

    /** Takes a connection and returns the alerts that are due because of it. */
    List<Alert> add(SpoolEvent.Denied event, long now) {
        if (policy.isEmpty()) {
            return List.of(new Alert.Single(event));
        }
        Tally.Key key = Tally.Key.of(event.connection());
        boolean tooMany = all.exceededAt(now);
        tooMany |= safe.exceededAt(now);
        tooMany |= limits.computeIfAbsent(
                        key,
                        k -> new RateLimit(
                                policy.get().perSource(), policy.get().within()))
                .exceededAt(now);
        if (!tooMany && !window.containsKey(key)) {
            return List.of(new Alert.Single(event));
        }
        if (held == 0) {
            opened = now;
        }
        window.computeIfAbsent(key, Tally.Counter::new).add(event);
        held++;
        heldCharacters += event.connection().characters();
        return held < MAX_HELD && heldCharacters < MAX_HELD_CHARACTERS ? List.of() : close(now);
    }

    /** Returns the alerts of the window if its time is over. */
    List<Alert> due(long now) {
        return nextDue().isPresent() && now - nextDue().getAsLong() >= 0 ? close(now) : List.of();
    }

    /** Returns when {@link #due} will have something, or nothing if no window is open. */
    OptionalLong nextDue() {
        return held == 0
                ? OptionalLong.empty()
                : OptionalLong.of(opened + policy.orElseThrow().window().toNanos());
    }

    /** Returns the alerts of the window, whether or not its time is over. */
    List<Alert> close(long now) {
        if (held == 0) {
            return List.of();
        }
        List<Tally> tallies = window.values().stream()
                .map(Tally.Counter::tally)
                .sorted(Comparator.comparingInt(Tally::count).reversed())
                .toList();
        Duration elapsed = Duration.ofNanos(now - opened);
        int top = policy.orElseThrow().top();
        int own = tallies.size() == top + 1 ? top + 1 : Math.min(top, tallies.size());
        List<Alert> alerts = new ArrayList<>();
        tallies.subList(0, own).forEach(tally -> alerts.add(digest(tally, elapsed)));
        if (own < tallies.size()) {
            List<Tally> rest = List.copyOf(tallies.subList(own, tallies.size()));
            alerts.add(new Alert.Rest(rest, span(rest, elapsed)));
        }
        window.clear();
        held = 0;
        heldCharacters = 0;
        return alerts;
    }

    private static Alert digest(Tally tally, Duration elapsed) {
        return tally.count() == 1
                ? new Alert.Single(new SpoolEvent.Denied(
                        tally.files().get(0), tally.samples().get(0)))
                : new Alert.Digest(tally, span(List.of(tally), elapsed));
    }

    /** How long it took: the window, or, of connections that had waited in the spool, the time from first to last. */
    private static Duration span(List<Tally> tallies, Duration elapsed) {
        Duration longest = tallies.stream()
                .map(Tally::first)
                .min(Comparator.naturalOrder())
                .flatMap(first -> tallies.stream()
                        .map(Tally::last)
                        .max(Comparator.naturalOrder())
                        .map(last -> Duration.between(first, last)))
                .orElse(elapsed);
        return longest.compareTo(elapsed) > 0 ? longest : elapsed;
    }
}
