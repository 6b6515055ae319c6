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

    /** Keeps a run that has not ended for whoever goes on with it, this server or another. */
    void park(RunRow run);

    /**
     * A run that nobody works on.
     *
     * @param deaths how often a server ended by force while it worked on it; 0 for a run that was parked
     */
    record Orphan(RunRow row, int deaths) {}

    /** Makes runs that have not ended, and that no living server has, this server's own; the oldest first. */
    List<Orphan> takeOver(int most);

    /**
     * Forgets runs that are over, but for so many of the latest.
     *
     * @return their ids; perhaps not all at once
     */
    List<String> prune(int most);

    /** Forgets a run and its events; whether there was one. */
    boolean remove(String id);

    /** Keeps the next event of a run. */
    void append(String run, Event event);

    /**
     * Keeps the next event of a run before long, in order with the others; costs less than {@link #append}.
     *
     * @param kept told when it would survive a {@code kill -9}, on whatever thread; must not wait
     */
    default void appendSoon(String run, Event event, Runnable kept) {
        append(run, event);
        kept.run();
    }

    /** At most so many events of a run after one, in order. */
    List<Event> events(String run, long after, int most);
}
