package org.eyes4j.vision.dual;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eyes4j.vision.expert.Model;

/**
 * What was read of models' repositories, once a model, shared by the tools that run them. Thread-safe.
 *
 * @param <T> a family's model
 */
final class Opened<T extends AutoCloseable> implements AutoCloseable {
    private final Map<String, T> byName = new ConcurrentHashMap<>();
    private final Function<Model, T> open;

    Opened(Function<Model, T> open) {
        this.open = open;
    }

    T of(Model model) {
        return byName.computeIfAbsent(model.name(), name -> open.apply(model));
    }

    /** Frees all; they are read again when they are needed. */
    @Override
    public void close() {
        for (String name : java.util.List.copyOf(byName.keySet())) {
            T gone = byName.remove(name);
            if (gone != null) {
                try {
                    gone.close();
                } catch (Exception e) {
                    throw new IllegalStateException("Model " + name + " could not be closed", e);
                }
            }
        }
    }
}
