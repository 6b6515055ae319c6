package org.eyes4j.vision.setprediction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that keep what was used last. */
final class Recent {
    private Recent() {}

    /** A thread-safe map of so many entries at most; the least recently used goes first. */
    static <K, V> Map<K, V> map(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }
}
