package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.vision.picture.PlaneResize;

/**
 * Gathers how well labels fit where, from windows of a picture that overlap, on a grid coarser than the picture. Not
 * thread-safe.
 */
final class LabelMap {
    private static final int LONGEST = 256;

    private final int width;
    private final int height;
    private final double scale;
    private final float[][] sums;
    private final float[] counts;

    /**
     * An empty map.
     *
     * @param pictureWidth in pixels
     * @param pictureHeight in pixels
     */
    LabelMap(int labels, int pictureWidth, int pictureHeight) {
        this.scale = Math.min(1, (double) LONGEST / Math.max(pictureWidth, pictureHeight));
        this.width = Math.max(1, (int) Math.round(pictureWidth * scale));
        this.height = Math.max(1, (int) Math.round(pictureHeight * scale));
        this.sums = new float[labels][width * height];
        this.counts = new float[width * height];
    }

    /**
     * A window.
     *
     * @param left of the window in the picture, in pixels
     * @param top as well
     * @param side of the square window, in pixels
     * @param logits of each label, {@code [side of the grid]²}, row-major
     */
    void add(int left, int top, int side, int grid, float[][] logits) {
        int x1 = Math.min((int) Math.round(left * scale), width - 1);
        int y1 = Math.min((int) Math.round(top * scale), height - 1);
        int x2 = Math.max(x1 + 1, Math.min((int) Math.round((left + side) * scale), width));
        int y2 = Math.max(y1 + 1, Math.min((int) Math.round((top + side) * scale), height));
        for (int label = 0; label < sums.length; label++) {
            float[] plane = PlaneResize.BILINEAR.resize(logits[label], grid, grid, x2 - x1, y2 - y1);
            for (int y = y1; y < y2; y++) {
                for (int x = x1; x < x2; x++) {
                    sums[label][y * width + x] += plane[(y - y1) * (x2 - x1) + x - x1];
                }
            }
        }
        for (int y = y1; y < y2; y++) {
            for (int x = x1; x < x2; x++) {
                counts[y * width + x]++;
            }
        }
    }

    /** Mean logits of each label in the picture's size, row-major. */
    List<float[]> planes(int pictureWidth, int pictureHeight) {
        List<float[]> planes = new ArrayList<>();
        for (float[] sum : sums) {
            float[] mean = new float[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = sum[i] / Math.max(1, counts[i]);
            }
            planes.add(PlaneResize.BILINEAR.resize(mean, width, height, pictureWidth, pictureHeight));
        }
        return planes;
    }
}
