package org.eyes4j.app.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs for as long as the process lives. */
public final class MemoryRunShelf implements RunShelf {
    private final Map<String, RunRow> runs = new LinkedHashMap<>();
    private final Map<String, List<Event>> events = new LinkedHashMap<>();
    private final Set<String> parked = new HashSet<>();

    @Override
    public synchronized void save(RunRow run) {
        parked.remove(run.id());
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
    public synchronized void park(RunRow run) {
        save(run);
        parked.add(run.id());
    }

    @Override
    public synchronized List<Orphan> takeOver(int most) {
        List<Orphan> taken = runs.values().stream()
                .filter(r -> !r.status().isOver() && parked.contains(r.id()))
                .sorted(Comparator.comparing(RunRow::created).thenComparing(RunRow::id))
                .limit(most)
                .map(r -> new Orphan(r, 0))
                .toList();
        taken.forEach(orphan -> parked.remove(orphan.row().id()));
        return taken;
    }

    @Override
    public synchronized List<String> prune(int most) {
        List<String> old = list(Optional.empty(), Instant.MAX, Integer.MAX_VALUE).stream()
                .filter(r -> r.status().isOver())
                .skip(most)
                .map(RunRow::id)
                .toList();
        old.forEach(this::remove);
        return old;
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
