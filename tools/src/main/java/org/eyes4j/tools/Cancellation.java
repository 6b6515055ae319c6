package org.eyes4j.tools;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Told once, seen by everything that works on a run. Thread-safe. */
public class Cancellation {
    private final AtomicBoolean requested = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Asks for an end; tells each listener once. */
    public void request() {
        if (requested.compareAndSet(false, true)) {
            listeners.forEach(Runnable::run);
        }
    }

    public boolean isRequested() {
        return requested.get();
    }

    /** Runs the listener when an end is asked for (now, if it already was). Close the handle to stop listening. */
    public Registration onRequest(Runnable listener) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable once = () -> {
            if (told.compareAndSet(false, true)) {
                listener.run();
            }
        };
        listeners.add(once);
        if (isRequested()) {
            once.run();
        }
        return () -> listeners.remove(once);
    }

    /** Ends a listener's interest. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
