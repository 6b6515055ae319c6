package org.eyes4j.app.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs for as long as the process lives. */
public final class MemoryRunShelf implements RunShelf {
    private final Map<String, RunRow> runs = new LinkedHashMap<>();
    private final Map<String, List<Event>> events = new LinkedHashMap<>();

    @Override
    public synchronized void save(RunRow run) {
        runs.put(run.id(), run);
    }

    @Override
    public synchronized Optional<RunRow> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized List<RunRow> list(Optional<String> owner, Instant before, int most) {
        return runs.values().stream()
                .filter(r -> owner.isEmpty() || owner.get().equals(r.owner()))
                .filter(r -> r.created().isBefore(before))
                .sorted(Comparator.comparing(RunRow::created)
                        .thenComparing(RunRow::id)
                        .reversed())
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<RunRow> unfinished() {
        return runs.values().stream().filter(r -> !r.status().isOver()).toList();
    }

    @Override
    public synchronized boolean remove(String id) {
        events.remove(id);
        return runs.remove(id) != null;
    }

    @Override
    public synchronized void append(String run, Event event) {
        events.computeIfAbsent(run, r -> new ArrayList<>()).add(event);
    }

    @Override
    public synchronized List<Event> events(String run, long after, int most) {
        return events.getOrDefault(run, List.of()).stream()
                .filter(e -> e.seq() > after)
                .limit(most)
                .toList();
    }
}
