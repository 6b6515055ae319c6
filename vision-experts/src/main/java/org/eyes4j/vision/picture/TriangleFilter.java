package org.eyes4j.vision.picture;

import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * The filter of {@link PillowFilter#BILINEAR}, which looks at every pixel of a picture that shrinks, in a third of its time and
 * on several threads: for models that ask for such a picture but not for its last bit. Within one level of Pillow's for
 * pictures of up to sixteen times the size that is asked for. As there, the region lies inside the picture. RGBA is left to
 * Pillow's. Pictures of one size in a row share where their pixels read.
 */
public final class TriangleFilter implements Resampler {
    private volatile @Nullable Plan last;

    /** Where each new pixel reads, for one size of source, region and result. */
    private record Plan(int sourceWidth, int sourceHeight, BoundingBox region, Windows columns, Windows rows) {
        boolean fits(Raster other, BoundingBox wanted, int width, int height) {
            return other.width() == sourceWidth
                    && other.height() == sourceHeight
                    && columns.count() == width
                    && rows.count() == height
                    && region.equals(wanted);
        }
    }

    @Override
    public Raster resize(Raster source, BoundingBox region, int width, int height) {
        return unrounded(source, region, width, height)
                .map(SmoothResize::rounded)
                .orElseGet(() -> PillowFilter.BILINEAR.resize(source, region, width, height));
    }

    @Override
    public Optional<SmoothResize> unrounded(Raster source, BoundingBox region, int width, int height) {
        if (source.channels() != 3) {
            return Optional.empty();
        }
        Plan known = last;
        if (known == null || !known.fits(source, region, width, height)) {
            known = plan(source, region, width, height);
            last = known;
        }
        return Optional.of(new SmoothResize(source, known.columns, known.rows));
    }

    private static Plan plan(Raster source, BoundingBox region, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A picture has at least 1 x 1 pixels, got " + width + " x " + height);
        }
        if (region.clip(source.width(), source.height()).area() < region.area() || region.area() <= 0) {
            throw new IllegalArgumentException("The region must lie inside " + source + ", got " + region);
        }
        return new Plan(
                source.width(),
                source.height(),
                region,
                Windows.triangle(source.width(), region.x1(), region.x2(), width),
                Windows.triangle(source.height(), region.y1(), region.y2(), height));
    }
}
