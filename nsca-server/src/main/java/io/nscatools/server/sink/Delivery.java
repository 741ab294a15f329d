package io.nscatools.server.sink;

import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the thread of a sink does: lines go from the lanes to the outlet; those that cannot go at once go into the
 * journal. Time is an argument, so that nothing here waits.
 */
final class Delivery {
    /** For how long a line may be in memory only, while none arrives, before it goes into the journal. */
    static final long STALL = Duration.ofSeconds(1).toNanos();
    /** For how long it may be while others do. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(5).toNanos();

    private static final long UNUSUALLY_LONG = Duration.ofSeconds(5).toNanos();
    private static final long RETRY = Duration.ofMillis(250).toNanos();

    private final Outlet outlet;
    private final Lanes lanes;
    private final SinkStore store;
    private final Trouble trouble;
    private final Trouble journalTrouble;
    /** Told of the lines that are in memory no more. */
    private final Consumer<List<Entry>> settled;
    /** Told how many lines have arrived. */
    private final Consumer<Integer> delivered;

    /** Which lines are in flight, the oldest first. */
    private final ArrayDeque<Flight> flights = new ArrayDeque<>();

    private int firstLane;
    private boolean missing;
    private String problem;
    private long retryAt;
    private long retryJournalAt;
    private long lastProgress;

    /** Some lines of one lane in flight. */
    private record Flight(Lane lane, int lines) {}

    Delivery(
            Outlet outlet,
            Lanes lanes,
            SinkStore store,
            Trouble trouble,
            Consumer<List<Entry>> settled,
            Consumer<Integer> delivered,
            long now) {
        this.outlet = outlet;
        this.lanes = lanes;
        this.store = store;
        this.trouble = trouble;
        this.journalTrouble = trouble.of("journal");
        this.settled = settled;
        this.delivered = delivered;
        this.retryAt = now;
        this.retryJournalAt = now;
        this.lastProgress = now;
    }

    /** Does what can be done at {@code now}; returns whether that was anything. */
    boolean step(long now) {
        boolean progress = false;
        if (now - retryAt >= 0) {
            progress = exchange(now, true);
        }
        progress |= divert(now);
        complainIfStalled(now);
        return progress;
    }

    private boolean exchange(long now, boolean fromJournals) {
        try {
            boolean progress = collect(now);
            progress |= handOver(now, fromJournals);
            problem = null;
            missing = false;
            return progress;
        } catch (IOException e) {
            takeBack();
            missing = e instanceof NoSuchFileException;
            problem = FileErrors.describe(e);
            retryAt = now + RETRY;
            return false;
        }
    }

    private boolean collect(long now) throws IOException {
        int lines = flights.isEmpty() ? 0 : outlet.taken();
        if (lines == 0) {
            return false;
        }
        lastProgress = now;
        trouble.over();
        arrived(lines);
        return true;
    }

    private void arrived(int lines) {
        delivered.accept(lines);
        int left = lines;
        while (left > 0) {
            Flight flight = flights.remove();
            int count = Math.min(left, flight.lines());
            if (count < flight.lines()) {
                flights.addFirst(new Flight(flight.lane(), flight.lines() - count));
            }
            left -= count;
            settled.accept(arrived(flight.lane(), count));
        }
    }

    private List<Entry> arrived(Lane lane, int count) {
        try {
            return lane.arrived(count);
        } catch (IOException e) {
            journalTrouble.complain(FileErrors.describe(e) + "; what arrives now comes again after a restart");
            return List.of();
        }
    }

    private boolean handOver(long now, boolean fromJournals) throws IOException {
        if (!hasWaiting()) {
            return false;
        }
        int room = outlet.room();
        if (fromJournals) {
            emptyDump(now);
        }
        boolean progress = false;
        for (int i = 0; i < lanes.all().size() && room > 0; i++) {
            Lane lane = lanes.all().get((firstLane + i) % lanes.all().size());
            if (lane.hasWaiting() && (lane.inJournal() > 0 ? fromJournals : mayOvertakeDump(!fromJournals))) {
                room = progress ? outlet.room() : room; // asking takes several calls of the system
                progress |= room > 0 && handOver(lane, room, now);
            }
        }
        firstLane = (firstLane + 1) % lanes.all().size();
        return progress;
    }

    /** What is in the dump file is older, but at the end what no disk can take is lost if it does not go on. */
    private boolean mayOvertakeDump(boolean atTheEnd) {
        return !store.hasDumpToReplay() || atTheEnd && journalTrouble.current().isPresent();
    }

    /** Moves the dump file into the journals; when they are full, what is in them must go on first. */
    private void emptyDump(long now) throws IOException {
        if (!store.hasDumpToReplay() || lanes.inJournal() > 0 && now - retryJournalAt < 0) {
            return;
        }
        try {
            store.emptyDump();
        } catch (IOException e) {
            if (lanes.inJournal() == 0) {
                throw e;
            }
            retryJournalAt = now + RETRY;
        }
    }

    private boolean handOver(Lane lane, int room, long now) throws IOException {
        List<byte[]> lines = lane.takeOut(room, now);
        if (lines.isEmpty()) {
            return false;
        }
        if (flights.isEmpty()) {
            lastProgress = now;
        }
        flights.add(new Flight(lane, lines.size()));
        outlet.write(lines);
        return true;
    }

    private boolean hasWaiting() {
        return lanes.all().stream().anyMatch(Lane::hasWaiting)
                || store.dump().map(AlternateDumpFile::hasLines).orElse(false);
    }

    /** Returns whether nothing is left to do but to see the lines in flight arrive, until new lines come. */
    boolean isAllHandedOver() {
        return !hasWaiting();
    }

    /** Returns how many lines are in flight. */
    int inFlight() {
        return flights.stream().mapToInt(Flight::lines).sum();
    }

    /** Returns whether nothing is left to do until new lines come. */
    boolean isIdle() {
        return flights.isEmpty() && !hasWaiting();
    }

    private void takeBack() {
        arrived(outlet.abandon());
        flights.clear();
        lanes.all().forEach(Lane::putBack);
    }

    /** Moves to disk what is in memory and cannot go at once. */
    private boolean divert(long now) {
        boolean progress = false;
        for (Lane lane : lanes.all()) {
            if (lane.inMemory() > 0 && mustNotWait(lane, now) && now - retryJournalAt >= 0) {
                progress |= moveToDisk(lane, now);
            }
        }
        if (problem != null && (lanes.inMemory() > 0 || progress)) {
            trouble.complain(problem + "; results wait " + whereResultsWait());
        }
        return progress;
    }

    private boolean mustNotWait(Lane lane, long now) {
        long waits = now - lane.waitingSince(now);
        boolean stalled = waits > STALL && now - lastProgress > STALL;
        return problem != null || lane.inJournal() > 0 || lane.isHeldBack(now) || stalled || waits > LONGEST_WAIT;
    }

    private boolean moveToDisk(Lane lane, long now) {
        try {
            if (missing && store.dump().isPresent()) {
                settled.accept(lane.moveTo(store.dump().get()));
                return true;
            }
            if (store.open()) {
                settled.accept(lane.moveToJournal());
                journalTrouble.over();
                return true;
            }
        } catch (IOException e) {
            journalTrouble.complain(FileErrors.describe(e) + "; senders wait until there is room");
        }
        retryJournalAt = now + RETRY;
        return false;
    }

    /** Returns what was wrong with the journal when it was needed last, or nothing. May be asked by any thread. */
    Optional<String> journalProblem() {
        return journalTrouble.current().map(told -> "journal: " + told);
    }

    private String whereResultsWait() {
        return missing && store.dump().isPresent() ? "in the alternate_dump_file" : store.whereResultsWait();
    }

    private void complainIfStalled(long now) {
        if (!flights.isEmpty() && now - lastProgress > UNUSUALLY_LONG) {
            trouble.complain("nobody reads it, is Nagios running?; results wait " + store.whereResultsWait());
        }
    }

    /** Returns whether something is in memory only that could still arrive. */
    boolean finish(long now) {
        if (now - retryAt >= 0) {
            exchange(now, false);
        }
        divert(now);
        boolean stalled = !flights.isEmpty() && now - lastProgress > STALL;
        return lanes.inMemory() > 0 || !flights.isEmpty() && !stalled;
    }

    /**
     * Puts what has not arrived on disk, says in the log what has become of it, and returns how many results are lost.
     */
    int close(long now, String name, org.slf4j.Logger log) {
        takeBack();
        retryJournalAt = now;
        int lost = 0;
        for (Lane lane : lanes.all()) {
            if (lane.inMemory() > 0 && !moveToDisk(lane, now) && !dump(lane)) {
                List<Entry> dropped = lane.drop();
                lost += dropped.size();
            }
        }
        if (lanes.inJournal() > 0) {
            log.info("{}: {} results wait {} for the next start", name, lanes.inJournal(), store.whereResultsWait());
        }
        if (lost > 0) {
            log.error("{}: {} results are lost: it could not be written, and there is no journal", name, lost);
        }
        outlet.close();
        store.close();
        return lost;
    }

    private boolean dump(Lane lane) {
        try {
            if (store.dump().isPresent()) {
                settled.accept(lane.moveTo(store.dump().get()));
                return true;
            }
        } catch (IOException e) {
            trouble.complain("alternate_dump_file: " + FileErrors.describe(e));
        }
        return false;
    }
}
