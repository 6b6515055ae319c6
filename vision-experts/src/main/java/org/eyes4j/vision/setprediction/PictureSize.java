package org.eyes4j.vision.setprediction;

import org.eyes4j.tools.image.Raster;

/** The size of a picture in pixels. */
public record PictureSize(int width, int height) {
    public PictureSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A picture has at least 1 x 1 pixels, got " + width + " x " + height);
        }
    }

    public static PictureSize of(Raster picture) {
        return new PictureSize(picture.width(), picture.height());
    }

    /** The square that a picture becomes when it is padded to its longer side. */
    public PictureSize square() {
        return new PictureSize(Math.max(width, height), Math.max(width, height));
    }
}
