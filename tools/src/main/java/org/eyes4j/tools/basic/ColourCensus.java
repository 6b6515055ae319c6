package org.eyes4j.tools.basic;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.ColourName;
import org.eyes4j.tools.image.Oklch;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pixels of regions by the name of their colour. Pixels of nearly the same colour (32 levels a channel) are
 * named together, by their mean. At most some ten thousand pixels of a region are looked at. Not thread-safe.
 */
final class ColourCensus {
    private static final int SAMPLES = 60_000;
    private static final int BITS = 5;
    /** Shares below are edges and noise. */
    private static final double NOISE = 0.03;
    /** How much of a box of text, from its edges inwards, is taken to show the ground more than the letters. */
    private static final double RIM = 0.15;

    private final Raster raster;
    private final Bins all = new Bins();
    private final Bins ground = new Bins();

    ColourCensus(Raster raster) {
        this.raster = raster.overWhite();
    }

    void addAll() {
        count(new BoundingBox(0, 0, raster.width(), raster.height()), null, false);
    }

    void add(Region region) {
        boolean text = region.text() != null;
        Mask mask = region.mask();
        boolean masked = mask != null && mask.width() == raster.width() && mask.height() == raster.height();
        count(region.box(), masked ? mask : null, text);
    }

    boolean isEmpty() {
        return all.total == 0;
    }

    /** The names by share; where text was looked at, the ground's name first. */
    List<Value.Classification.Entry> result(int limit) {
        Map<ColourName, Double> shares = all.shares();
        ColourName first = ground.total == 0 ? null : most(ground.shares());
        List<Map.Entry<ColourName, Double>> order = shares.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<ColourName, Double> e) -> e.getKey() != first)
                        .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder())))
                .toList();
        return order.stream()
                .filter(e -> e.equals(order.get(0)) || e.getValue() >= NOISE)
                .limit(limit)
                .map(e -> new Value.Classification.Entry(e.getKey().toString(), e.getValue()))
                .toList();
    }

    private void count(BoundingBox box, @Nullable Mask mask, boolean text) {
        BoundingBox whole = Items.outward(box).clip(raster.width(), raster.height());
        if (whole.area() == 0) {
            return;
        }
        int x1 = (int) whole.x1();
        int y1 = (int) whole.y1();
        int x2 = (int) whole.x2();
        int y2 = (int) whole.y2();
        boolean[] inside = mask == null ? null : mask.crop(whole).toBitmap();
        int step = (int) Math.max(1, Math.ceil(Math.sqrt(whole.area() / SAMPLES)));
        int rim = text ? Math.max(1, (int) Math.round(RIM * Math.min(x2 - x1, y2 - y1))) : 0;
        for (int y = y1; y < y2; y += step) {
            for (int x = x1; x < x2; x += step) {
                if (inside != null && !inside[(y - y1) * (x2 - x1) + x - x1]) {
                    continue;
                }
                all.add(raster, x, y);
                if (x < x1 + rim || x >= x2 - rim || y < y1 + rim || y >= y2 - rim) {
                    ground.add(raster, x, y);
                }
            }
        }
    }

    private static ColourName most(Map<ColourName, Double> shares) {
        return shares.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /** A histogram of colours that keeps the sum of each bin. */
    private static final class Bins {
        private final long[][] sums = new long[1 << 3 * BITS][];
        private long total;

        void add(Raster raster, int x, int y) {
            int r = raster.at(x, y, 0);
            int g = raster.at(x, y, 1);
            int b = raster.at(x, y, 2);
            int shift = 8 - BITS;
            int bin = (r >> shift) << 2 * BITS | (g >> shift) << BITS | b >> shift;
            long[] sum = sums[bin];
            if (sum == null) {
                sum = new long[4];
                sums[bin] = sum;
            }
            sum[0] += r;
            sum[1] += g;
            sum[2] += b;
            sum[3]++;
            total++;
        }

        Map<ColourName, Double> shares() {
            Map<ColourName, Double> shares = new EnumMap<>(ColourName.class);
            for (long[] sum : sums) {
                if (sum != null) {
                    Oklch mean = Oklch.of(
                            (int) Math.round((double) sum[0] / sum[3]),
                            (int) Math.round((double) sum[1] / sum[3]),
                            (int) Math.round((double) sum[2] / sum[3]));
                    shares.merge(ColourName.of(mean), (double) sum[3] / total, Double::sum);
                }
            }
            return shares;
        }
    }
}
