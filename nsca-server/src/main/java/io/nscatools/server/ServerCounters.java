package io.nscatools.server;

import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.ServiceCheckResult;
import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the server counts. Costs next to nothing, so it counts whether anybody asks or not. */
final class ServerCounters {
    /** Addresses that are counted apart; others are counted together. */
    private static final int MAX_SOURCES = 1000;

    private static final String OTHERS = "other";
    private static final String[] SERVICE_STATES = {"ok", "warning", "critical", "unknown"};
    private static final String[] HOST_STATES = {"up", "down", "unreachable"};

    private final Map<Series, LongAdder> results = new ConcurrentHashMap<>();
    private final Map<String, Boolean> sources = new ConcurrentHashMap<>();
    private final Map<RejectReason, LongAdder> rejections = new EnumMap<>(RejectReason.class);
    private final LongAdder connections = new LongAdder();
    private volatile Instant lastResult = Instant.EPOCH;

    /** The results of one source in one state. */
    record Series(String source, String state) {}

    ServerCounters() {
        for (RejectReason reason : RejectReason.values()) {
            rejections.put(reason, new LongAdder());
        }
    }

    /** Counts a connection that was admitted. */
    void connected() {
        connections.increment();
    }

    /** Counts a result that was accepted. */
    void accepted(InetAddress from, CheckResult result, Instant at) {
        String source = Peer.text(from);
        if (!sources.containsKey(source)) {
            if (sources.size() < MAX_SOURCES) {
                sources.put(source, true);
            } else {
                source = OTHERS;
            }
        }
        results.computeIfAbsent(new Series(source, state(result)), series -> new LongAdder())
                .increment();
        lastResult = at;
    }

    /** Counts a connection, packet or result that was refused. */
    void rejected(RejectReason reason) {
        rejections.get(reason).increment();
    }

    private static String state(CheckResult result) {
        String[] states = result instanceof ServiceCheckResult ? SERVICE_STATES : HOST_STATES;
        return result.returnCode() >= 0 && result.returnCode() < states.length
                ? states[result.returnCode()]
                : "out of range";
    }

    /** Returns how many results each source sent in each state. */
    Map<Series, LongAdder> results() {
        return Map.copyOf(results);
    }

    /** Returns how often there was each reason to refuse something. */
    Map<RejectReason, LongAdder> rejections() {
        return Map.copyOf(rejections);
    }

    /** Returns how many connections have been admitted. */
    long connections() {
        return connections.sum();
    }

    /** Returns when the last result was accepted, or the epoch. */
    Instant lastResult() {
        return lastResult;
    }
}
