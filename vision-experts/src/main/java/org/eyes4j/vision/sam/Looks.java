package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;

/** A picture as {@code find_similar} looks at it: its colours and the encoder's features. Thread-safe. */
final class Looks {
    /** Cells around a peak in which no other one is looked for. */
    private static final int APART = 3;

    private final Grid grid;
    private final LabPicture picture;
    private final ColourHistogram colours;
    private final FeatureMap features;

    private Looks(Grid grid, LabPicture picture, FeatureMap features) {
        this.grid = grid;
        this.picture = picture;
        this.features = features;
        boolean[] all = new boolean[picture.width() * picture.height()];
        Arrays.fill(all, true);
        this.colours = ColourHistogram.of(picture, all);
    }

    static Looks of(Encoding encoding) {
        return new Looks(encoding.grid(), LabPicture.of(encoding.small()), FeatureMap.of(encoding));
    }

    /** How one region looks, in all turns that count as the same. */
    Exemplar exemplar(boolean[] mask) {
        BoundingBox box =
                Mask.fromBitmap(picture.width(), picture.height(), mask).box();
        double longest = Math.max(picture.width(), picture.height());
        return new Exemplar(
                box.width() / longest,
                box.height() / longest,
                Patch.turned(picture, mask),
                ColourHistogram.of(picture, mask),
                features.mean(mask, grid));
    }

    /** How like an exemplar a region is. */
    Likeness likeness(Exemplar exemplar, boolean[] mask) {
        Patch patch = Patch.of(picture, mask);
        if (patch == null) {
            return new Likeness(0, 0, 0, 0);
        }
        Patch.Likeness best = exemplar.patches().stream()
                .map(patch::likeness)
                .max(Comparator.comparingDouble(Patch.Likeness::sum))
                .orElse(new Patch.Likeness(0, 0));
        float[] feature = features.mean(mask, grid);
        double cosine = 0;
        for (int c = 0; c < feature.length; c++) {
            cosine += feature[c] * exemplar.feature()[c];
        }
        return new Likeness(
                best.shape(), best.pattern(), ColourHistogram.of(picture, mask).similarity(exemplar.colours()), cosine);
    }

    /**
     * Places worth a look, the most promising first, in pixels of the picture: peaks of the sum of two maps, how near the
     * features are and how usual the colours, each counted in its own standard deviations.
     */
    List<Point> places(Exemplar exemplar, int most) {
        int side = features.side();
        float[] near = standardised(blurred(features.cosines(exemplar.feature()), side, 0.7));
        float[] usual = standardised(blurred(byCell(exemplar.colours().likelihood(picture, colours)), side, 1));
        float[] heat = new float[near.length];
        Arrays.fill(heat, Float.NEGATIVE_INFINITY);
        for (int y = 0; y < features.rows(); y++) {
            for (int x = 0; x < features.columns(); x++) {
                heat[y * side + x] = near[y * side + x] + usual[y * side + x];
            }
        }
        var toPicture = grid.toGrid().inverse();
        double cell = (double) grid.side() / side;
        List<Point> places = new ArrayList<>();
        while (places.size() < most) {
            int best = 0;
            for (int i = 1; i < heat.length; i++) {
                best = heat[i] > heat[best] ? i : best;
            }
            if (heat[best] == Float.NEGATIVE_INFINITY) {
                break;
            }
            int x = best % side;
            int y = best / side;
            Point p = toPicture.apply(new Point((x + 0.5) * cell, (y + 0.5) * cell));
            places.add(new Point(Math.min(p.x(), grid.width()), Math.min(p.y(), grid.height())));
            for (int v = Math.max(0, y - APART); v <= Math.min(side - 1, y + APART); v++) {
                for (int u = Math.max(0, x - APART); u <= Math.min(side - 1, x + APART); u++) {
                    heat[v * side + u] = Float.NEGATIVE_INFINITY;
                }
            }
        }
        return places;
    }

    /** Sums over the pixels of each feature cell. */
    private float[] byCell(float[] pixels) {
        int side = features.side();
        float[] sums = new float[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % picture.width() * side / grid.side();
            int y = i / picture.width() * side / grid.side();
            sums[y * side + x] += pixels[i];
        }
        return sums;
    }

    /** In standard deviations from the mean, over the cells that show the picture. */
    private float[] standardised(float[] map) {
        double sum = 0;
        double squares = 0;
        int count = features.rows() * features.columns();
        for (int y = 0; y < features.rows(); y++) {
            for (int x = 0; x < features.columns(); x++) {
                float v = map[y * features.side() + x];
                sum += v;
                squares += (double) v * v;
            }
        }
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(1e-12, squares / count - mean * mean));
        float[] scaled = new float[map.length];
        for (int i = 0; i < map.length; i++) {
            scaled[i] = (float) ((map[i] - mean) / deviation);
        }
        return scaled;
    }

    /** Gaussian blur, the border's cells going on beyond it. */
    private static float[] blurred(float[] map, int side, double sigma) {
        return alongRows(alongRows(map, side, sigma), side, sigma);
    }

    /** Blurs along rows and transposes, so that doing it twice blurs along columns too and turns back. */
    private static float[] alongRows(float[] map, int side, double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        double[] weights = new double[2 * reach + 1];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
            total += weights[i];
        }
        float[] out = new float[map.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    int from = Math.max(0, Math.min(side - 1, x + i - reach));
                    sum += weights[i] * map[y * side + from];
                }
                out[x * side + y] = (float) (sum / total);
            }
        }
        return out;
    }
}
