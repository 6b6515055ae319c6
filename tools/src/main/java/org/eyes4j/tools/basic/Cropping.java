package org.eyes4j.tools.basic;

import java.util.Optional;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Value;

/** Cuts upright boxes out of pictures, keeping the way back. */
final class Cropping {
    private Cropping() {}

    /** The part of a picture in a box grown by some pixels, in a frame of its own; empty where the box lies outside. */
    static Optional<Value.Image> crop(Value.Image image, BoundingBox box, double padding) {
        BoundingBox whole = Items.outward(box.grow(padding))
                .clip(image.frame().width(), image.frame().height());
        if (whole.area() == 0) {
            return Optional.empty();
        }
        int x1 = (int) whole.x1();
        int y1 = (int) whole.y1();
        int x2 = (int) whole.x2();
        int y2 = (int) whole.y2();
        return Optional.of(new Value.Image(
                image.frame().derive(x2 - x1, y2 - y1, Affine.translation(x1, y1)),
                Rasters.crop(image.raster(), x1, y1, x2, y2)));
    }
}
