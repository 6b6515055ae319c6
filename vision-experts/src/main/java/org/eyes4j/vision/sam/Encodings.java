package org.eyes4j.vision.sam;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Model;

/** Encoded pictures, kept for further prompts and shared by the experts of the family. Thread-safe. */
final class Encodings {
    /** What one takes with the paper's features: 256 channels of 64 x 64 cells, the edges and a small copy. */
    private static final long BYTES_EACH = (256L * 64 * 64 + 2 * 256 * 256) * Float.BYTES;

    private final EncodingCache<Encoding> cache;
    private final Map<Model, SamModel> models = new ConcurrentHashMap<>();

    /** @param pictures about how many are kept; their memory is what is bounded */
    Encodings(int pictures) {
        this.cache = new EncodingCache<>(pictures * BYTES_EACH, Encoding::bytes);
    }

    /** A model, opened once. */
    SamModel model(Model model) {
        return models.computeIfAbsent(model, SamModel::of);
    }

    Encoding get(SamModel model, Raster picture, Cancellation cancellation) {
        return cache.get(model.name(), picture, () -> model.encode(picture, cancellation));
    }

    void clear() {
        cache.clear();
        models.clear();
    }
}
