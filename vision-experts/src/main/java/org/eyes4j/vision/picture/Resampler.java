package org.eyes4j.vision.picture;

import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/** A way to give a picture another size. Implementations are stateless and thread-safe. */
public interface Resampler {
    /**
     * A part of a picture at another size, with the picture's channels.
     *
     * @param region in pixels of the source, not empty
     * @param width of the result, at least 1
     * @param height of the result, at least 1
     */
    Raster resize(Raster source, BoundingBox region, int width, int height);

    /** The same with levels that are not rounded, which is quicker to make a tensor of; empty where only whole levels are made. */
    default Optional<SmoothResize> unrounded(Raster source, BoundingBox region, int width, int height) {
        return Optional.empty();
    }

    /** The whole picture at another size. */
    default Raster resize(Raster source, int width, int height) {
        return resize(source, new BoundingBox(0, 0, source.width(), source.height()), width, height);
    }
}
