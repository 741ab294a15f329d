package io.nscatools.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page. What stands behind the language says how it is tested; CONTRIBUTING.md explains it.
 *
 * @param line the number of its first line, the fence, from 1
 * @param kind what it is
 * @param value what stands behind the kind and {@code =}; empty without
 * @param settings further words of the form {@code name=value}
 * @param text its lines, each with its end
 */
record Listing(int line, Kind kind, String value, Map<String, String> settings, String text) {
    private static final Pattern FENCE = Pattern.compile("^(```+) *([\\w-]*) *(.*)$");

    /** How a listing is tested. */
    enum Kind {
        /** Commands that are run by a shell. */
        RUN,
        /** A command that goes on in the background until the page ends. */
        START,
        /** What the commands before it print. */
        OUTPUT,
        /** A file that is written; a later command of the page has to name it. */
        FILE,
        /** Drawings and formats: neither a command nor a configuration. */
        FIGURE,
        /** Another test, which names the page, reads it. */
        TESTED_BY,
        /** Cannot be run by a test, for a reason of a short list. */
        NO_TEST
    }

    /** Returns the listings of a page, also those that a comment hides from its readers. */
    static List<Listing> of(String page) {
        List<String> lines = page.lines().toList();
        List<Listing> listings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int start = i;
                StringBuilder text = new StringBuilder();
                for (i++; !lines.get(i).equals(fence.group(1)); i++) {
                    text.append(lines.get(i)).append('\n');
                }
                listings.add(of(start + 1, fence.group(3).strip(), text.toString()));
            }
        }
        return listings;
    }

    private static Listing of(int line, String marker, String text) {
        if (marker.isEmpty()) {
            throw new IllegalArgumentException("line " + line + ": say behind ``` and the language how to test it");
        }
        String[] words = marker.split(" +", -1);
        String[] kind = words[0].split("=", 2);
        Map<String, String> settings = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] setting = words[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        for (Kind known : Kind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(kind[0])) {
                return new Listing(line, known, kind.length == 2 ? kind[1] : "", settings, text);
            }
        }
        throw new IllegalArgumentException("line " + line + ": unknown kind of listing: " + marker);
    }

    /** Returns whether a shell gets it. */
    boolean isCommand() {
        return kind == Kind.RUN || kind == Kind.START;
    }

    /** Returns the name of the machine that it is for. */
    String machine() {
        return settings.getOrDefault("on", "firestorm");
    }
}
