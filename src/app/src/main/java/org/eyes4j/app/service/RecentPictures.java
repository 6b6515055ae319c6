package org.eyes4j.app.service;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.vision.picture.Picture;
import org.jspecify.annotations.Nullable;

/**
 * Decoded pictures; those that were not used for longest leave first. Strictly so: a cache that weighs how often something was
 * used turns away the picture that came just now, which is the one that is asked about next. Thread-safe.
 */
final class RecentPictures {
    private final long most;
    private final Map<String, Picture> pictures = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param most bytes of pixels */
    RecentPictures(long most) {
        this.most = most;
    }

    synchronized @Nullable Picture find(String id) {
        return pictures.get(id);
    }

    /** Keeps one, unless it is larger than all may be together. */
    synchronized void put(String id, Picture picture) {
        remove(id);
        if (bytes(picture) > most) {
            return;
        }
        pictures.put(id, picture);
        bytes += bytes(picture);
        Iterator<Picture> eldest = pictures.values().iterator();
        while (bytes > most) {
            bytes -= bytes(eldest.next());
            eldest.remove();
        }
    }

    synchronized void remove(String id) {
        Picture gone = pictures.remove(id);
        if (gone != null) {
            bytes -= bytes(gone);
        }
    }

    private static long bytes(Picture picture) {
        return (long) picture.width() * picture.height() * picture.raster().channels();
    }
}
