package org.eyes4j.tools.artifact;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that were packed or unpacked lately, so that one that passes through many steps is made a PNG once and decoded once.
 * Up to a number of bytes of pixels; those not used for longest leave. Thread-safe.
 */
public final class PictureMemory {
    private static final int MOST_IDS = 10_000;

    private final long capacity;
    private final Map<String, Raster> decoded = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, String> ids = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_IDS;
        }
    };
    private long weight;

    /** @param capacity bytes of pixels; 0 keeps none, but still knows which artifact a picture is */
    public PictureMemory(long capacity) {
        this.capacity = capacity;
    }

    /** The artifact that a picture was kept as. */
    synchronized Optional<String> id(Raster raster) {
        return Optional.ofNullable(ids.get(raster.fingerprint()));
    }

    /** What an artifact looks like. */
    synchronized @Nullable Raster raster(String id) {
        return decoded.get(id);
    }

    void note(String id, Raster raster) {
        String fingerprint = raster.fingerprint();
        synchronized (this) {
            ids.put(fingerprint, id);
            int size = raster.data().length;
            if (size > capacity || decoded.putIfAbsent(id, raster) != null) {
                return;
            }
            weight += size;
            Iterator<Raster> eldest = decoded.values().iterator();
            while (weight > capacity) {
                weight -= eldest.next().data().length;
                eldest.remove();
            }
        }
    }
}
