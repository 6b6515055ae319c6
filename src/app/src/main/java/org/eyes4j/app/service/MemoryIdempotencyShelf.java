package org.eyes4j.app.service;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys for as long as the process lives. */
public final class MemoryIdempotencyShelf implements IdempotencyShelf {
    private record Id(String owner, String key) {}

    private final Map<Id, Kept> kept = new LinkedHashMap<>();

    @Override
    public synchronized Optional<Kept> find(String owner, String key) {
        return Optional.ofNullable(kept.get(new Id(owner, key)));
    }

    @Override
    public synchronized void save(String owner, String key, Kept answer) {
        kept.putIfAbsent(new Id(owner, key), answer);
    }

    @Override
    public synchronized void forget(Instant before) {
        kept.values().removeIf(k -> k.at().isBefore(before));
    }
}
