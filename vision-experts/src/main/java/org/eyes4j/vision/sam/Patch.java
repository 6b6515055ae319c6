package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a region looks, whatever its place and size: its pixels around its centre, scaled by the spread of its mask, on a small
 * square of cells.
 *
 * @param coverage how much of each cell the region covers, 0–1
 * @param colours mean l, a, b of the region in each cell
 */
record Patch(float[] coverage, float[] colours) {
    private static final int SIDE = 24;
    private static final int SAMPLES = 3;

    /** Half the square's side, in root mean square distances of the mask from its centre. */
    private static final double REACH = 2.2;

    /** Slight turns and a mirror image count as the same look. */
    private static final double[] DEGREES = {0, -10, 10, -20, 20};

    /** Variance (of lightness and colour together) below which a plain surface has no pattern to compare. */
    private static final double PLAIN = 10;

    /**
     * How alike two patches are.
     *
     * @param shape IoU of the two outlines, 0–1
     * @param pattern correlation of colours over the common part, -1 to 1
     */
    record Likeness(double shape, double pattern) {
        double sum() {
            return shape + pattern;
        }
    }

    /** The region as it is; null where the mask is empty. */
    static @Nullable Patch of(LabPicture picture, boolean[] mask) {
        return of(picture, mask, 0, false);
    }

    /** The region in all turns that count as the same; empty where the mask is. */
    static List<Patch> turned(LabPicture picture, boolean[] mask) {
        List<Patch> patches = new ArrayList<>();
        for (double degrees : DEGREES) {
            for (boolean mirrored : new boolean[] {false, true}) {
                Patch patch = of(picture, mask, degrees, mirrored);
                if (patch != null) {
                    patches.add(patch);
                }
            }
        }
        return patches;
    }

    private static @Nullable Patch of(LabPicture picture, boolean[] mask, double degrees, boolean mirrored) {
        int width = picture.width();
        double sumX = 0;
        double sumY = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                double x = i % width + 0.5;
                double y = i / width + 0.5;
                sumX += x;
                sumY += y;
                squares += x * x + y * y;
                count++;
            }
        }
        if (count == 0) {
            return null;
        }
        double centreX = sumX / count;
        double centreY = sumY / count;
        double spread = Math.sqrt(Math.max(0.25, squares / count - centreX * centreX - centreY * centreY));
        double step = 2 * REACH * spread / SIDE;
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        float[] coverage = new float[SIDE * SIDE];
        float[] colours = new float[SIDE * SIDE * 3];
        for (int j = 0; j < SIDE * SAMPLES; j++) {
            for (int i = 0; i < SIDE * SAMPLES; i++) {
                double u = ((i + 0.5) / SAMPLES - SIDE / 2.0) * step * (mirrored ? -1 : 1);
                double v = ((j + 0.5) / SAMPLES - SIDE / 2.0) * step;
                int x = (int) Math.floor(centreX + cos * u - sin * v);
                int y = (int) Math.floor(centreY + sin * u + cos * v);
                if (x >= 0 && y >= 0 && x < width && y < picture.height() && mask[y * width + x]) {
                    int cell = j / SAMPLES * SIDE + i / SAMPLES;
                    coverage[cell]++;
                    for (int c = 0; c < 3; c++) {
                        colours[3 * cell + c] += picture.values()[3 * (y * width + x) + c];
                    }
                }
            }
        }
        for (int cell = 0; cell < coverage.length; cell++) {
            for (int c = 0; c < 3 && coverage[cell] > 0; c++) {
                colours[3 * cell + c] /= coverage[cell];
            }
            coverage[cell] /= SAMPLES * SAMPLES;
        }
        return new Patch(coverage, colours);
    }

    Likeness likeness(Patch other) {
        double both = 0;
        double either = 0;
        double[] means = new double[6];
        for (int cell = 0; cell < coverage.length; cell++) {
            double weight = Math.min(coverage[cell], other.coverage[cell]);
            both += weight;
            either += Math.max(coverage[cell], other.coverage[cell]);
            for (int c = 0; c < 3; c++) {
                means[c] += weight * colours[3 * cell + c];
                means[3 + c] += weight * other.colours[3 * cell + c];
            }
        }
        if (both == 0) {
            return new Likeness(0, 0);
        }
        double product = 0;
        double mine = 0;
        double its = 0;
        for (int cell = 0; cell < coverage.length; cell++) {
            double weight = Math.min(coverage[cell], other.coverage[cell]) / both;
            for (int c = 0; c < 3; c++) {
                double a = colours[3 * cell + c] - means[c] / both;
                double b = other.colours[3 * cell + c] - means[3 + c] / both;
                product += weight * a * b;
                mine += weight * a * a;
                its += weight * b * b;
            }
        }
        return new Likeness(both / either, (product + PLAIN) / (Math.sqrt(mine * its) + PLAIN));
    }
}
