package io.nscatools.server.sink;

import io.nscatools.protocol.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** The lanes of a sink: one for each pace limit, the first for all else. */
final class Lanes {
    private static final String MAIN = "main";

    private final List<PaceConfig> paces;
    private final Map<String, Lane> byName = new LinkedHashMap<>();
    private final List<Lane> all = new ArrayList<>();

    Lanes(List<PaceConfig> paces, long now) {
        this.paces = List.copyOf(paces);
        add(MAIN, new Lane(Optional.empty()));
        for (PaceConfig pace : paces) {
            add(name(pace), new Lane(Optional.of(new TokenBucket(pace, now))));
        }
    }

    private void add(String name, Lane lane) {
        byName.putIfAbsent(name, lane);
        all.add(lane);
    }

    /** Returns a name that stays the same for the same services, and is a good file name whatever they are. */
    private static String name(PaceConfig pace) {
        CRC32 crc = new CRC32();
        crc.update(pace.service().toString().getBytes(StandardCharsets.UTF_8));
        return String.format("pace-%08x", crc.getValue());
    }

    /** Returns the names of the lanes, each of which has a journal. */
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * Returns the lane of that name; a new one without a pace limit for a journal whose limit is configured no more.
     */
    Lane named(String name) {
        if (!byName.containsKey(name)) {
            add(name, new Lane(Optional.empty()));
        }
        return byName.get(name);
    }

    /** Returns the number of the lane for a service: the first whose pace limit is for it, else 0. */
    int numberOf(ByteString serviceDescription) {
        for (int i = 0; i < paces.size(); i++) {
            if (paces.get(i).service().matches(serviceDescription)) {
                return i + 1;
            }
        }
        return 0;
    }

    Lane of(ByteString serviceDescription) {
        return all.get(numberOf(serviceDescription));
    }

    /** Returns all of them; a lane's number is its place. */
    List<Lane> all() {
        return all;
    }

    /** Returns how many results are in journals. */
    long inJournal() {
        return all.stream().mapToLong(Lane::inJournal).sum();
    }

    /** Returns how many results are in memory only. */
    int inMemory() {
        return all.stream().mapToInt(Lane::inMemory).sum();
    }
}
