package org.eyes4j.vision.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link Cancellation} that somebody can throw, once. Thread-safe. */
public final class CancelSwitch implements Cancellation {
    private final Map<Object, Runnable> actions = new LinkedHashMap<>();
    private boolean cancelled;

    /** Cancels; a second call does nothing. */
    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            cancelled = true;
            due = List.copyOf(actions.values());
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable action) {
        Object key = new Object();
        synchronized (this) {
            if (!cancelled) {
                actions.put(key, action);
                return () -> forget(key);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void forget(Object key) {
        actions.remove(key);
    }
}
