package org.eyes4j.vision.picture;

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

    /** Takes whole rows of a resized picture that are done. */
    @FunctionalInterface
    interface Bands {
        /** @param firstRow where the band's first row stands in the resized picture */
        void done(int firstRow, Raster band);
    }

    /**
     * The same, handed over band by band, each once: in any order and, where that is quicker, by several threads at once.
     * Returns when all are.
     */
    default void resize(Raster source, BoundingBox region, int width, int height, Bands bands) {
        bands.done(0, resize(source, region, width, height));
    }

    /** The whole picture at another size. */
    default Raster resize(Raster source, int width, int height) {
        return resize(source, new BoundingBox(0, 0, source.width(), source.height()), width, height);
    }
}
