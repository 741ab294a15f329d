package io.nscatools.server.sink;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Lines that keep their order among themselves: those that one pace limit is for, or all others. The oldest are in
 * flight, written to the outlet; the next are in the journal, the newest in memory. As long as the journal holds
 * anything, all that comes goes through it.
 *
 * <p>Used by the thread of its sink only.
 */
final class Lane {
    private final Optional<TokenBucket> pace;
    private Optional<Journal> journal = Optional.empty();
    private final ArrayDeque<Entry> memory = new ArrayDeque<>();
    private final ArrayDeque<Entry> inFlight = new ArrayDeque<>();
    /** Whether what is in flight is in the journal, too. */
    private boolean inFlightJournaled;

    Lane(Optional<TokenBucket> pace) {
        this.pace = pace;
    }

    /** Has the lane use a journal from now on. */
    void use(Journal newJournal) {
        journal = Optional.of(newJournal);
    }

    /** Has the lane use no journal any more; nothing in flight is in it. */
    void useNone() {
        journal = Optional.empty();
    }

    /** Puts lines of earlier behind all others in the journal; they are on disk on return. */
    void appendToJournal(List<byte[]> lines) throws IOException {
        journal.orElseThrow().append(lines);
    }

    /** Adds a line behind all others. */
    void add(Entry entry) {
        memory.add(entry);
    }

    boolean hasJournal() {
        return journal.isPresent();
    }

    /** Returns how many lines are in flight. */
    int inFlight() {
        return inFlight.size();
    }

    /** Returns how many lines are in memory only. */
    int inMemory() {
        return memory.size() + (inFlightJournaled ? 0 : inFlight.size());
    }

    /** Returns how many lines are in the journal, those in flight included. */
    long inJournal() {
        return journal.map(Journal::pending).orElse(0L);
    }

    private boolean isJournaled() {
        return inJournal() > 0;
    }

    /** Returns since when the oldest line in memory waits, or {@code now} if there is none. */
    long waitingSince(long now) {
        if (!inFlightJournaled && !inFlight.isEmpty()) {
            return inFlight.element().since();
        }
        return memory.isEmpty() ? now : memory.element().since();
    }

    /** Returns whether lines wait that the pace limit holds back just now. */
    boolean isHeldBack(long now) {
        return pace.isPresent() && pace.get().available(now) == 0 && hasWaiting();
    }

    /** Returns in how many nanoseconds the pace limit lets the next line pass, 0 if it may. */
    long nanosToNext() {
        return pace.map(TokenBucket::nanosToNext).orElse(0L);
    }

    /** Returns whether lines wait to be taken out. */
    boolean hasWaiting() {
        return isJournaled() ? journal.orElseThrow().unread() > 0 : !memory.isEmpty();
    }

    /**
     * Takes out the oldest lines, at least one and no more than {@code room} bytes if there are several; they are in
     * flight then. None if the pace limit allows none.
     */
    List<byte[]> takeOut(int room, long now) throws IOException {
        int allowed = pace.map(bucket -> bucket.available(now)).orElse(Integer.MAX_VALUE);
        List<byte[]> lines = new ArrayList<>();
        if (!inFlight.isEmpty() && inFlightJournaled != isJournaled()) {
            return lines; // lines of the memory are in flight, and those of the journal are newer
        }
        inFlightJournaled = isJournaled();
        int bytes = 0;
        while (lines.size() < allowed && hasWaiting()) {
            Optional<Entry> next = next(room - bytes, lines.isEmpty(), now);
            if (next.isEmpty()) {
                break;
            }
            inFlight.add(next.get());
            lines.add(next.get().line());
            bytes += next.get().line().length;
        }
        pace.ifPresent(bucket -> bucket.take(lines.size()));
        return lines;
    }

    private Optional<Entry> next(int room, boolean whateverItsLength, long now) throws IOException {
        if (!inFlightJournaled) {
            boolean fits = whateverItsLength || memory.element().line().length <= room;
            return fits ? Optional.of(memory.remove()) : Optional.empty();
        }
        Optional<byte[]> line = journal.orElseThrow().read();
        if (line.isPresent() && !whateverItsLength && line.get().length > room) {
            journal.orElseThrow().unread(1);
            return Optional.empty();
        }
        return line.map(bytes -> new Entry(bytes, SafeListener.NONE, now, 0));
    }

    /** Says that the oldest {@code count} lines in flight have arrived; returns those that were in memory only. */
    List<Entry> arrived(int count) throws IOException {
        List<Entry> safe = new ArrayList<>(inFlightJournaled ? 0 : count);
        for (int i = 0; i < count; i++) {
            Entry entry = inFlight.remove();
            if (!inFlightJournaled) {
                safe.add(entry);
            }
        }
        if (inFlightJournaled) {
            journal.orElseThrow().commit(count);
        }
        return safe;
    }

    /** Puts all lines in flight back to where they came from. */
    void putBack() {
        if (inFlightJournaled) {
            journal.orElseThrow().unread(inFlight.size());
            inFlight.clear();
        }
        while (!inFlight.isEmpty()) {
            memory.addFirst(inFlight.removeLast());
        }
    }

    /** Moves all lines that wait in memory into the dump file; returns them. */
    List<Entry> moveTo(AlternateDumpFile dump) throws IOException {
        List<Entry> entries = List.copyOf(memory);
        dump.append(entries.stream().map(Entry::line).toList());
        memory.clear();
        return entries;
    }

    /** Gives up the lines that wait in memory; returns them. */
    List<Entry> drop() {
        List<Entry> entries = List.copyOf(memory);
        memory.clear();
        return entries;
    }

    /**
     * Moves what is in memory only, in flight or not, into the journal; returns it.
     *
     * @throws IOException if the journal cannot take it; then it stays in memory
     */
    List<Entry> moveToJournal() throws IOException {
        Journal to = journal.orElseThrow();
        boolean withInFlight = !inFlightJournaled && !inFlight.isEmpty();
        List<Entry> entries = new ArrayList<>(inMemory());
        if (withInFlight) {
            entries.addAll(inFlight);
        }
        entries.addAll(memory);
        to.append(entries.stream().map(Entry::line).toList());
        memory.clear();
        if (withInFlight) {
            for (Iterator<Entry> it = inFlight.iterator(); it.hasNext(); it.next()) {
                to.read(); // they have been taken out already
            }
            inFlightJournaled = true;
        }
        return entries;
    }
}
