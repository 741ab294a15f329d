package io.nscatools.tcpwrapper.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not used for longest, so that no flood of names fills the memory. */
final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int maxSize;

    LruMap(int maxSize) {
        super(16, 0.75f, true);
        this.maxSize = maxSize;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maxSize;
    }
}
