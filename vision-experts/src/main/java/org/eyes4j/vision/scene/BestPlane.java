package org.eyes4j.vision.scene;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.eyes4j.vision.picture.PlaneResize;

/**
 * Planes of scores, each enlarged bilinearly, and for each pixel the number of the highest; the first of equals. Goes band by
 * band, so that memory does not grow with the number of planes, and leaves out planes that cannot win in a band. Pure.
 */
final class BestPlane {
    private static final int BAND = 32;
    /** How far rounding may lift an interpolated value above those it is made of, as a share. */
    private static final float ROUNDING = 1e-5f;

    private final float[] planes;
    private final int count;
    private final int width;
    private final int height;
    private final float[] rowMaximum;

    /** @param planes {@code [count][height][width]} */
    BestPlane(float[] planes, int count, int width, int height) {
        this.planes = planes;
        this.count = count;
        this.width = width;
        this.height = height;
        this.rowMaximum = new float[count * height];
        for (int row = 0; row < rowMaximum.length; row++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int i = row * width; i < (row + 1) * width; i++) {
                most = Math.max(most, planes[i]);
            }
            rowMaximum[row] = most;
        }
    }

    /** The numbers of the highest planes at another size. */
    SegmentMap at(int newWidth, int newHeight) {
        int[] ids = new int[newWidth * newHeight];
        float[] best = new float[newWidth * BAND];
        for (int from = 0; from < newHeight; from += BAND) {
            int to = Math.min(newHeight, from + BAND);
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            band(ids, best, newWidth, newHeight, from, to);
        }
        return new SegmentMap(newWidth, newHeight, ids);
    }

    /**
     * How sure each plane is where it is the highest, at the planes' own size: its mean there, or its maximum where it is
     * nowhere the highest.
     *
     * @param logits whether the planes are logits, of which a softmax makes probabilities; else they are taken as they are, and
     *     at most 1
     */
    double[] certainty(boolean logits) {
        int area = width * height;
        double[] sum = new double[count];
        double[] most = new double[count];
        int[] cells = new int[count];
        double[] one = new double[count];
        for (int i = 0; i < area; i++) {
            int best = 0;
            for (int plane = 0; plane < count; plane++) {
                one[plane] = planes[plane * area + i];
                best = one[plane] > one[best] ? plane : best;
            }
            probabilities(one, logits, one[best]);
            sum[best] += one[best];
            cells[best]++;
            for (int plane = 0; plane < count; plane++) {
                most[plane] = Math.max(most[plane], one[plane]);
            }
        }
        for (int plane = 0; plane < count; plane++) {
            sum[plane] = cells[plane] > 0 ? sum[plane] / cells[plane] : most[plane];
        }
        return sum;
    }

    private static void probabilities(double[] values, boolean logits, double highest) {
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = logits ? Math.exp(values[i] - highest) : Math.max(0, Math.min(1, values[i]));
            total += values[i];
        }
        for (int i = 0; logits && i < values.length; i++) {
            values[i] /= total;
        }
    }

    private void band(int[] ids, float[] best, int newWidth, int newHeight, int from, int to) {
        // One row more on each side than the band can read.
        int first = Math.max(0, (int) ((long) from * height / newHeight) - 1);
        int last = Math.min(height - 1, (int) ((long) to * height / newHeight) + 1);
        float[] most = new float[count];
        for (int plane = 0; plane < count; plane++) {
            most[plane] = Float.NEGATIVE_INFINITY;
            for (int row = first; row <= last; row++) {
                most[plane] = Math.max(most[plane], rowMaximum[plane * height + row]);
            }
        }
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(plane -> -most[plane]))
                .mapToInt(Integer::intValue)
                .toArray();
        int base = from * newWidth;
        float least = Float.NEGATIVE_INFINITY;
        for (int plane : order) {
            if (most[plane] + ROUNDING * Math.abs(most[plane]) < least) {
                return;
            }
            float[] band = PlaneResize.BILINEAR.rows(
                    planes, plane * width * height, width, height, newWidth, newHeight, from, to);
            least = Float.POSITIVE_INFINITY;
            for (int i = 0; i < band.length; i++) {
                if (band[i] > best[i] || band[i] == best[i] && plane < ids[base + i]) {
                    best[i] = band[i];
                    ids[base + i] = plane;
                }
                least = Math.min(least, best[i]);
            }
        }
    }
}
