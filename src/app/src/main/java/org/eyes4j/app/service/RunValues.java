package org.eyes4j.app.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Consumer;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.tools.value.Value;

/** Pixels that steps of the latest runs gave, so that they can be looked at in full; all else is in the runs' events. Thread-safe. */
public final class RunValues {
    private static final long KEPT_BYTES = 128L << 20;

    private record Key(String run, String step) {}

    private final Cache<Key, Value> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Key key, Value value) -> (int) Math.min(Integer.MAX_VALUE, pixels(value)))
            .build();

    /** Keeps what a run's steps give. */
    Consumer<RunEvent> listener() {
        return event -> {
            if (event instanceof RunEvent.StepDone done) {
                keep(done.run(), done.step(), done.value());
            }
        };
    }

    void keep(String run, String step, Value value) {
        if (pixels(value) > 0) {
            kept.put(new Key(run, step), value);
        }
    }

    Optional<Value> find(String run, String step) {
        return Optional.ofNullable(kept.getIfPresent(new Key(run, step)));
    }

    private static long pixels(Value value) {
        if (value instanceof Value.Image image) {
            return image.raster().data().length;
        } else if (value instanceof Value.DepthMap depth) {
            return 4L * depth.frame().width() * depth.frame().height();
        } else if (value instanceof Value.ListOf list) {
            return list.items().stream().mapToLong(RunValues::pixels).sum();
        } else if (value instanceof Value.Record fields) {
            return fields.fields().values().stream()
                    .mapToLong(RunValues::pixels)
                    .sum();
        }
        return 0;
    }
}
