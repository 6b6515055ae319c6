package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eyes4j.tools.Cancellation.Registration;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one run, in order, for any number of readers, each at its own pace: a reader asks for what came after the
 * last it has, and is told when there is more. Nothing waits for a reader; a reader sees only what would survive the
 * process. Thread-safe.
 */
public final class EventLog {
    private final String run;
    private final RunShelf shelf;
    private final Clock clock;
    private final List<Event> events = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** Held while an event gets its number and goes to the shelf: there they are in order too. */
    private final Object order = new Object();

    private int kept;
    private boolean closing;
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
        log.kept = log.events.size();
        return log;
    }

    /** One that is over. */
    static EventLog over(String run, RunShelf shelf, Clock clock) {
        EventLog log = open(run, shelf, clock);
        log.closed = true;
        return log;
    }

    /** Keeps an event before long, then tells the readers; after the end nothing more is taken. */
    void append(String type, JsonNode data) {
        synchronized (order) {
            Event event = next(type, data);
            if (event != null) {
                shelf.appendSoon(run, event, () -> kept(event, false));
            }
        }
    }

    /** The last event, after which there is none; it and all before it are kept when this comes back. */
    void end(String type, JsonNode data) {
        synchronized (order) {
            Event event = next(type, data);
            if (event == null) {
                return;
            }
            seal();
            try {
                shelf.append(run, event);
                kept(event, true);
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }
    }

    /** No more events, without a last one: the run goes on another time, when the work has seen to that. */
    void pause(Runnable work) {
        seal();
        try {
            work.run();
        } finally {
            close();
        }
    }

    private void seal() {
        synchronized (order) {
            synchronized (this) {
                closing = true;
            }
        }
    }

    private void close() {
        synchronized (this) {
            closed = true;
        }
        listeners.forEach(Runnable::run);
    }

    private synchronized @Nullable Event next(String type, JsonNode data) {
        if (closing || closed) {
            return null;
        }
        Event event = new Event(events.size() + 1L, clock.instant(), type, data);
        events.add(event);
        return event;
    }

    private void kept(Event event, boolean last) {
        synchronized (this) {
            kept = Math.max(kept, (int) event.seq());
            closed |= last;
        }
        listeners.forEach(Runnable::run);
    }

    /** At most so many events after one; 0 for from the beginning. */
    public synchronized List<Event> after(long seq, int most) {
        int from = (int) Math.max(0, Math.min(seq, kept));
        return List.copyOf(events.subList(from, (int) Math.min(kept, (long) from + most)));
    }

    /** Whether there will be no more events than there are. */
    public synchronized boolean isClosed() {
        return closed;
    }

    public synchronized long size() {
        return kept;
    }

    /** Tells a reader that there is more, or that it is over; on the writer's thread, so it must not wait. */
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
