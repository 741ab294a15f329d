package io.nscatools.tcpwrapper.agent;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is left of events that the spool had no place for: how many there were, of whom, and when. */
final class FoldedCounts {
    private static final String HEADER = "nscatools folded 1";
    private static final String RESULTS = "results ";
    private static final Pattern LINE =
            Pattern.compile("([1-9][0-9]{0,8}) (-?[0-9]{1,17}) (-?[0-9]{1,17}) ([!-~]{1,255}) ([!-~]{1,255})");
    private static final int MAX_KEYS = 1000;
    private static final Tally.Key OTHERS = new Tally.Key("other", "other");

    private final Map<Tally.Key, Tally.Counter> counters = new LinkedHashMap<>();
    private int results;

    /** Returns the counts that {@link #toString()} wrote; lines that are not understood are left out. */
    static FoldedCounts parse(String text) {
        FoldedCounts counts = new FoldedCounts();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                counts.counter(new Tally.Key(matcher.group(4), matcher.group(5)))
                        .add(
                                Integer.parseInt(matcher.group(1)),
                                Instant.ofEpochSecond(Long.parseLong(matcher.group(2))),
                                Instant.ofEpochSecond(Long.parseLong(matcher.group(3))));
            } else if (line.matches(RESULTS + "[0-9]{1,9}")) {
                counts.results = Integer.parseInt(line.substring(RESULTS.length()));
            }
        }
        return counts;
    }

    void add(SpoolEvent event) {
        if (event instanceof SpoolEvent.Denied denied) {
            Instant time = denied.connection().time();
            counter(Tally.Key.of(denied.connection())).add(1, time, time);
        } else {
            results++;
        }
    }

    private Tally.Counter counter(Tally.Key key) {
        boolean room = counters.containsKey(key) || counters.size() < MAX_KEYS;
        return counters.computeIfAbsent(room ? key : OTHERS, Tally.Counter::new);
    }

    private List<Tally> tallies() {
        return counters.values().stream()
                .map(Tally.Counter::tally)
                .sorted(Comparator.comparingInt(Tally::count).reversed())
                .toList();
    }

    /** Returns the alert that tells of them, if there are any. */
    Optional<Alert> alert(Path file) {
        return counters.isEmpty() && results == 0
                ? Optional.empty()
                : Optional.of(new Alert.Folded(tallies(), results, List.of(file)));
    }

    @Override
    public String toString() {
        return tallies().stream()
                .map(tally -> tally.count() + " " + tally.first().getEpochSecond() + " "
                        + tally.last().getEpochSecond() + " " + tally.daemon() + " " + tally.source() + "\n")
                .collect(Collectors.joining("", HEADER + "\n" + RESULTS + results + "\n", ""));
    }
}
