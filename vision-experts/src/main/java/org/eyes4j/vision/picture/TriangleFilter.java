package org.eyes4j.vision.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
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
    /** Enough that rows needed by two bands, which both compute, weigh little. */
    private static final int BAND = 50;

    private volatile TriangleResize.@Nullable Plan last;

    @Override
    public Raster resize(Raster source, BoundingBox region, int width, int height) {
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), source.channels())];
        resize(source, region, width, height, (firstRow, band) -> {
            byte[] some = band.data();
            System.arraycopy(some, 0, pixels, firstRow * width * source.channels(), some.length);
        });
        return new Raster(width, height, source.channels(), pixels);
    }

    /** Bands are made by the calling thread and those of the common pool. */
    @Override
    public void resize(Raster source, BoundingBox region, int width, int height, Bands bands) {
        if (source.channels() == 4) {
            PillowFilter.BILINEAR.resize(source, region, width, height, bands);
            return;
        }
        TriangleResize resize = new TriangleResize(source, plan(source, region, width, height));
        int count = (height + BAND - 1) / BAND;
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                int first = i * height / count;
                bands.done(first, resize.band(first, (i + 1) * height / count));
            }
        };
        List<ForkJoinTask<?>> helpers = new ArrayList<>();
        for (int i = 0; i < Math.min(count - 1, ForkJoinPool.getCommonPoolParallelism()); i++) {
            helpers.add(ForkJoinPool.commonPool().submit(work));
        }
        try {
            work.run();
        } finally {
            // A helper that did not come to it finds nothing left to do.
            helpers.forEach(ForkJoinTask::join);
        }
    }

    private TriangleResize.Plan plan(Raster source, BoundingBox region, int width, int height) {
        TriangleResize.Plan known = last;
        if (known == null || !known.fits(source, region, width, height)) {
            known = TriangleResize.plan(source, region, width, height);
            last = known;
        }
        return known;
    }
}
