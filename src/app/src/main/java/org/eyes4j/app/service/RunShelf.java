package org.eyes4j.app.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where runs and their events are kept. What a method has accepted survives a {@code kill -9}. Thread-safe. An implementation
 * inherits {@code RunShelfContractTest}.
 */
public interface RunShelf {

    /** Keeps a run, or changes what is kept of it. */
    void save(RunRow run);

    Optional<RunRow> find(String id);

    /**
     * Runs, the latest first.
     *
     * @param owner whose; empty for everybody's
     * @param before only those that were created before
     */
    List<RunRow> list(Optional<String> owner, Instant before, int most);

    /** Runs that have not ended, the oldest first. */
    List<RunRow> unfinished();

    /** Forgets a run and its events; whether there was one. */
    boolean remove(String id);

    /** Keeps the next event of a run. */
    void append(String run, Event event);

    /** At most so many events of a run after one, in order. */
    List<Event> events(String run, long after, int most);
}
