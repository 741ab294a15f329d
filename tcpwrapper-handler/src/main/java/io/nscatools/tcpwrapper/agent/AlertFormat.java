package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.ServiceCheckResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes check results of alerts. */
final class AlertFormat {
    /** What fits into the larger packet's plugin output, less a reserve for the last line (fact 2). */
    private static final int MAX_OUTPUT = 4000;

    private static final int MAX_NAMES = 10;
    private static final int OK = 0;

    /** From what asks for least attention to what asks for most. */
    private static final List<Integer> SEVERITY = List.of(0, 1, 3, 2);

    private final AgentConfig config;

    AlertFormat(AgentConfig config) {
        this.config = config;
    }

    /** Returns the connections whose confirmed names {@link #result} will ask for. */
    List<DeniedConnection> toBeNamed(Alert alert) {
        return config.alert().text().has(Template.Field.CONFIRMED_NAME)
                        && !samples(alert).isEmpty()
                ? List.of(samples(alert).get(0))
                : List.of();
    }

    private static List<DeniedConnection> samples(Alert alert) {
        if (alert instanceof Alert.Single single) {
            return List.of(single.event().connection());
        }
        return alert instanceof Alert.Digest digest ? digest.tally().samples() : List.of();
    }

    /**
     * Returns the result for an alert.
     *
     * @param confirmedName tells the reverse name of a peer, or {@code unknown}
     */
    CheckResult result(Alert alert, Function<DeniedConnection, String> confirmedName) {
        List<String> lines = new ArrayList<>();
        if (alert instanceof Alert.Single single) {
            DeniedConnection connection = single.event().connection();
            Tally.Counter counter = new Tally.Counter(Tally.Key.of(connection));
            counter.add(single.event());
            lines.add(text(counter.tally(), Duration.ZERO, confirmedName));
        } else if (alert instanceof Alert.Digest digest) {
            lines.add(text(digest.tally(), digest.span(), confirmedName));
        } else if (alert instanceof Alert.Rest rest) {
            lines.add("Denied " + rest.connections() + " more connections from " + sources(rest.tallies())
                    + " sources in " + span(rest.span()) + ": " + byDaemon(rest.tallies()));
        } else if (alert instanceof Alert.Folded folded) {
            lines.add(text(folded));
        } else if (alert instanceof Alert.Scan scan) {
            lines.add(text(scan));
        }
        if (config.alert().perfdata()) {
            lines.set(0, lines.get(0) + "|denied=" + alert.connections() + ";;;0");
        }
        details(alert).forEach(lines::add);
        return result(state(alert), join(lines));
    }

    /** Returns the result after a quiet time. */
    CheckResult backToOk(Duration quiet, long before) {
        String perfdata = config.alert().perfdata() ? "|denied=0;;;0" : "";
        return result(
                OK,
                ByteString.of("no refused connections for " + span(quiet) + ", " + before + " before that" + perfdata));
    }

    private CheckResult result(int state, ByteString output) {
        return new ServiceCheckResult(config.host(), config.service(), state, output);
    }

    private String text(Tally tally, Duration span, Function<DeniedConnection, String> confirmedName) {
        Template template = config.alert().text();
        String text = template.fill(field -> value(field, tally, span, confirmedName));
        return tally.count() == 1 || template.has(Template.Field.COUNT)
                ? text
                : text + " (" + tally.count() + " times in " + span(span) + ")";
    }

    private static String value(
            Template.Field field, Tally tally, Duration span, Function<DeniedConnection, String> confirmedName) {
        DeniedConnection sample = tally.samples().get(0);
        boolean onePeer = tally.samples().stream()
                        .map(DeniedConnection::address)
                        .distinct()
                        .count()
                == 1;
        return switch (field) {
            case DAEMON -> tally.daemon();
            case HOST -> onePeer ? sample.host() : tally.source();
            case ADDRESS ->
                onePeer ? sample.address().map(PeerAddress::toString).orElse(DeniedConnection.UNKNOWN) : tally.source();
            case NAME -> sample.name().orElse(DeniedConnection.UNKNOWN);
            case CONFIRMED_NAME -> confirmedName.apply(sample);
            case USER -> sample.user().orElse(DeniedConnection.UNKNOWN);
            case PORT -> sample.port().isPresent() ? "" + sample.port().getAsInt() : DeniedConnection.UNKNOWN;
            case COUNT -> "" + tally.count();
            case FIRST -> time(tally.first());
            case LAST -> time(tally.last());
            case SPAN -> span(span);
        };
    }

    private static String text(Alert.Folded folded) {
        String results = folded.results() == 0 ? "" : ", and " + folded.results() + " check results are lost";
        if (folded.tallies().isEmpty()) {
            return "Too much for the spool" + results;
        }
        Instant first = folded.tallies().stream()
                .map(Tally::first)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant last = folded.tallies().stream()
                .map(Tally::last)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return "Denied " + folded.connections() + " connections from " + sources(folded.tallies()) + " sources, "
                + time(first) + " to " + time(last) + ", too many or too old for the spool: "
                + byDaemon(folded.tallies()) + results;
    }

    private static String text(Alert.Scan scan) {
        String names = scan.what().stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        String list = "(" + names + (scan.what().size() > MAX_NAMES ? ", ...)" : ")");
        return scan.ofDaemon()
                ? "Scan: " + scan.what().size() + " sources tried " + scan.who() + " within " + span(scan.within())
                        + " " + list
                : "Scan: " + scan.who() + " tried " + scan.what().size() + " daemons within " + span(scan.within())
                        + " " + list;
    }

    /** The lines below the first: the top sources where an alert has several, the connections if they are wanted. */
    private List<String> details(Alert alert) {
        if (alert instanceof Alert.Rest rest) {
            return topSources(rest.tallies());
        }
        if (alert instanceof Alert.Folded folded) {
            return topSources(folded.tallies());
        }
        return config.alert().details()
                ? samples(alert).stream().map(AlertFormat::detail).toList()
                : List.of();
    }

    private static List<String> topSources(List<Tally> tallies) {
        return tallies.stream()
                .map(tally -> tally.count() + " " + tally.daemon() + "-" + tally.source())
                .toList();
    }

    private static String detail(DeniedConnection connection) {
        return time(connection.time()) + " " + connection.daemon() + "-" + connection.host()
                + connection.address().map(address -> " address " + address).orElse("")
                + (connection.port().isPresent() ? " port " + connection.port().getAsInt() : "")
                + connection.name().map(name -> " name " + name).orElse("")
                + connection.user().map(user -> " user " + user).orElse("");
    }

    private static ByteString join(List<String> lines) {
        StringBuilder text = new StringBuilder(lines.get(0));
        for (int i = 1; i < lines.size(); i++) {
            if (text.length() + lines.get(i).length() >= MAX_OUTPUT) {
                return ByteString.of(text + "\n... and " + (lines.size() - i) + " more");
            }
            text.append('\n').append(lines.get(i));
        }
        return ByteString.of(text.toString());
    }

    private int state(Alert alert) {
        if (alert instanceof Alert.Single single) {
            return config.alert().stateOf(single.event().connection().daemon());
        }
        if (alert instanceof Alert.Digest digest) {
            return config.alert().stateOf(digest.tally().daemon());
        }
        if (alert instanceof Alert.Scan scan) {
            return scan.ofDaemon() ? config.alert().stateOf(scan.who()) : worst(scan.what());
        }
        List<Tally> tallies = alert instanceof Alert.Rest rest ? rest.tallies() : ((Alert.Folded) alert).tallies();
        return worst(tallies.stream().map(Tally::daemon).toList());
    }

    private int worst(List<String> daemons) {
        return daemons.stream()
                .map(config.alert()::stateOf)
                .max(Comparator.comparingInt(SEVERITY::indexOf))
                .orElse(config.alert().state());
    }

    private static long sources(List<Tally> tallies) {
        return tallies.stream().map(Tally::source).distinct().count();
    }

    private static String byDaemon(List<Tally> tallies) {
        Map<String, Integer> counts = new TreeMap<>();
        tallies.forEach(tally -> counts.merge(tally.daemon(), tally.count(), Integer::sum));
        List<String> most = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MAX_NAMES)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
        return String.join(", ", most) + (counts.size() > MAX_NAMES ? ", ..." : "");
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A time as people say it: in seconds up to two minutes, in minutes up to two hours, and so on. */
    static String span(Duration span) {
        if (span.compareTo(Duration.ofMinutes(2)) <= 0) {
            return Math.max(1, (span.toMillis() + 500) / 1000) + " s";
        }
        if (span.compareTo(Duration.ofHours(2)) <= 0) {
            return (span.toSeconds() + 30) / 60 + " min";
        }
        return span.compareTo(Duration.ofDays(2)) <= 0
                ? (span.toMinutes() + 30) / 60 + " h"
                : (span.toHours() + 12) / 24 + " d";
    }
}
