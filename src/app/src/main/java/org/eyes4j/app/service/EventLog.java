package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eyes4j.tools.Cancellation.Registration;

/**
 * What happened in one run, in order, for any number of readers, each at its own pace: a reader asks for what came after the
 * last it has, and is told when there is more. Nothing waits for a reader. Thread-safe.
 */
public final class EventLog {
    private final String run;
    private final RunShelf shelf;
    private final Clock clock;
    private final List<Event> events = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private boolean closed;

    private EventLog(String run, RunShelf shelf, Clock clock) {
        this.run = run;
        this.shelf = shelf;
        this.clock = clock;
    }

    /** One that goes on after what is kept of it. */
    static EventLog open(String run, RunShelf shelf, Clock clock) {
        EventLog log = new EventLog(run, shelf, clock);
        log.events.addAll(shelf.events(run, 0, Integer.MAX_VALUE));
        return log;
    }

    /** One that is over. */
    static EventLog over(String run, RunShelf shelf, Clock clock) {
        EventLog log = open(run, shelf, clock);
        log.closed = true;
        return log;
    }

    /** Keeps an event, then tells the readers; after the end nothing more is taken. */
    void append(String type, JsonNode data) {
        synchronized (this) {
            if (closed) {
                return;
            }
            Event event = new Event(events.size() + 1L, clock.instant(), type, data);
            shelf.append(run, event);
            events.add(event);
        }
        listeners.forEach(Runnable::run);
    }

    /** The last event, after which there is none. */
    void end(String type, JsonNode data) {
        synchronized (this) {
            append(type, data);
            closed = true;
        }
        listeners.forEach(Runnable::run);
    }

    /** No more events, without a last one: the run goes on another time. */
    void pause() {
        synchronized (this) {
            closed = true;
        }
        listeners.forEach(Runnable::run);
    }

    /** At most so many events after one; 0 for from the beginning. */
    public synchronized List<Event> after(long seq, int most) {
        int from = (int) Math.max(0, Math.min(seq, events.size()));
        return List.copyOf(events.subList(from, (int) Math.min(events.size(), (long) from + most)));
    }

    /** Whether there will be no more events than there are. */
    public synchronized boolean isClosed() {
        return closed;
    }

    public synchronized long size() {
        return events.size();
    }

    /** Tells a reader that there is more, or that it is over; on the writer's thread, so it must not wait. */
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
