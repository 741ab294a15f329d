package io.nscatools.tcpwrapper.access;

import java.util.List;
import java.util.Map;

/** The lists of host patterns that rules name as {@code /path}, by path, as they were when the rules were read. */
record HostFiles(Map<String, List<String>> patterns) {
    /** No files at all: each matches nothing, as one that is missing. */
    static final HostFiles NONE = new HostFiles(Map.of());

    HostFiles {
        patterns = Map.copyOf(patterns);
    }

    List<String> patterns(String path) {
        return patterns.getOrDefault(path, List.of());
    }
}
