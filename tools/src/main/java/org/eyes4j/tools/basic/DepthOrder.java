package org.eyes4j.tools.basic;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * Which of two regions is nearer to the camera: each is as near as the median of a depth map over it, over its mask where it
 * has one, else over its box. A difference counts when it exceeds {@code t} fifths of the map's own range, that between its
 * 5 % and 95 % quantiles.
 */
final class DepthOrder {
    /** Enough for a median, on each side of a region. */
    private static final int SAMPLES = 64;

    private final Value.DepthMap map;
    private final Affine toMap;
    private final double range;

    /**
     * Of a map.
     *
     * @param frame of the regions that will be asked about
     * @throws org.eyes4j.tools.geometry.FrameMismatchException if it is of another picture than the map
     */
    DepthOrder(Value.DepthMap map, Frame frame) {
        this.map = map;
        this.toMap = frame.to(map.frame());
        double[] all =
                sample(new BoundingBox(0, 0, map.frame().width(), map.frame().height()), (x, y) -> true);
        this.range = quantile(all, 0.95) - quantile(all, 0.05);
    }

    @FunctionalInterface
    private interface Pixels {
        boolean has(int x, int y);
    }

    /** Whether an item is in front of an anchor; never where one of them lies outside the map. */
    boolean isInFront(Region item, Region anchor, double t) {
        double difference = median(item) - median(anchor);
        return (map.metric() ? -difference : difference) > t / 5 * range;
    }

    /** The map's median over a region; NaN where that lies outside the map. */
    double median(Region region) {
        return quantile(depths(region), 0.5);
    }

    private double[] depths(Region region) {
        Region mapped = FrameMapping.map(region, toMap, map.frame());
        BoundingBox box = mapped.box().clip(map.frame().width(), map.frame().height());
        Mask mask = mapped.mask();
        if (mask != null) {
            boolean[] bitmap = mask.toBitmap();
            double[] inside = sample(box, (x, y) -> bitmap[y * map.frame().width() + x]);
            if (inside.length > 0) {
                return inside;
            }
        }
        return sample(box, (x, y) -> true);
    }

    /** The map's finite values on a grid within a box, in order of size. */
    private double[] sample(BoundingBox box, Pixels pixels) {
        double stepX = Math.max(1, box.width() / SAMPLES);
        double stepY = Math.max(1, box.height() / SAMPLES);
        return IntStream.range(0, (int) (box.height() / stepY))
                .mapToDouble(row -> box.y1() + (row + 0.5) * stepY)
                .boxed()
                .flatMapToDouble(y -> IntStream.range(0, (int) (box.width() / stepX))
                        .mapToDouble(column -> box.x1() + (column + 0.5) * stepX)
                        .flatMap(x -> at((int) x, y.intValue(), pixels)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private DoubleStream at(int x, int y, Pixels pixels) {
        boolean inside =
                x >= 0 && y >= 0 && x < map.frame().width() && y < map.frame().height();
        return inside && pixels.has(x, y)
                ? DoubleStream.of(map.depth()[y * map.frame().width() + x])
                : DoubleStream.empty();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
    }
}
