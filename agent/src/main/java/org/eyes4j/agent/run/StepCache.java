package org.eyes4j.agent.run;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ToolResult.Success;

/** Values of earlier calls by what went into them; the least recently used leave first. In memory. Thread-safe. */
public final class StepCache {
    /** Of an entry, besides its value. */
    private static final long OVERHEAD = 200;

    private final long capacity;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /**
     * A cache of so many bytes, estimated.
     *
     * @param capacity 0 keeps nothing
     */
    public StepCache(long capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("A cache holds 0 bytes or more, got " + capacity);
        }
        this.capacity = capacity;
    }

    boolean keeps() {
        return capacity > 0;
    }

    synchronized Optional<Success> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::success);
    }

    synchronized void put(String key, Success success) {
        Entry entry = new Entry(success, OVERHEAD + ValueSize.of(success.value()));
        if (entry.weight > capacity) {
            return;
        }
        Entry before = entries.put(key, entry);
        weight += entry.weight - (before == null ? 0 : before.weight);
        Iterator<Entry> eldest = entries.values().iterator();
        while (weight > capacity) {
            weight -= eldest.next().weight;
            eldest.remove();
        }
    }

    public synchronized int size() {
        return entries.size();
    }

    /** Bytes held, estimated. */
    public synchronized long weight() {
        return weight;
    }

    public synchronized void clear() {
        entries.clear();
        weight = 0;
    }

    private record Entry(Success success, long weight) {}
}
