package org.eyes4j.vision.picture;

import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/**
 * Ways to resize as OpenCV and TensorFlow name them: pixel centres lie at halves, and only {@link #AREA} looks at all the
 * pixels of a picture that shrinks. Results are within one level of OpenCV's (which computes with 11 bits). The region may
 * have fractions and may reach outside; beyond the edge the edge's pixels go on. For Pillow's way see {@link PillowFilter}.
 */
public enum Interpolation implements Resampler {
    /** The pixel under the centre. */
    NEAREST,
    /** Two by two pixels. */
    BILINEAR,
    /** Four by four pixels, Keys' kernel with a = -0.75. */
    BICUBIC,
    /** The mean over the area that a new pixel covers; enlarging, it is {@link #BILINEAR}. */
    AREA;

    @Override
    public Raster resize(Raster source, BoundingBox region, int width, int height) {
        if (this == AREA && Halving.fits(source, region, width, height)) {
            return Halving.of(source);
        }
        Taps columns = Taps.of(this, source.width(), region.x1(), region.x2(), width);
        Taps rows = Taps.of(this, source.height(), region.y1(), region.y2(), height);
        return new Resizing(source, columns, rows).run();
    }

    @Override
    public Optional<SmoothResize> unrounded(Raster source, BoundingBox region, int width, int height) {
        if (this != BILINEAR || source.channels() != 3) {
            return Optional.empty();
        }
        return Optional.of(new SmoothResize(
                source,
                Windows.bilinear(source.width(), region.x1(), region.x2(), width, Warp.Border.EDGE),
                Windows.bilinear(source.height(), region.y1(), region.y2(), height, Warp.Border.EDGE)));
    }
}
