package org.eyes4j.app.service;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Quotas for as long as the process lives. */
public final class MemoryQuotaShelf implements QuotaShelf {
    private record Key(String name, Instant period) {}

    private final Map<Key, Long> used = new ConcurrentHashMap<>();

    @Override
    public long add(String name, Instant period, long amount) {
        return used.merge(new Key(name, period), amount, Long::sum);
    }

    @Override
    public long used(String name, Instant period) {
        return used.getOrDefault(new Key(name, period), 0L);
    }

    @Override
    public void forget(Instant before) {
        used.keySet().removeIf(key -> key.period().isBefore(before));
    }
}
