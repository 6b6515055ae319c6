package org.eyes4j.vision.pose;

import java.util.Arrays;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Where the peaks of heat maps are, between their cells: DARK (Zhang et al., CVPR 2020) on maps that are blurred and taken
 * the logarithm of, one Newton step from the highest cell. Arithmetic is in the reference's precision.
 */
final class Heatmaps {
    private static final double SIGMA = 0.8;
    private static final int RADIUS = 5;
    private static final float EPSILON = Math.ulp(1f);

    private final int columns;
    private final int rows;
    private final int points;
    private final float[] heat;
    /** Logarithms of the blurred maps, each with its edge repeated around it. */
    private final float[] logs;

    /** A place among the cells, and the heat of the highest one. */
    record Peak(float x, float y, float score) {}

    /**
     * A model's heat maps.
     *
     * @param heatmaps {@code [cuts, points, rows, columns]}
     * @throws HubException if they are of another shape
     */
    Heatmaps(Tensor heatmaps, int cuts) {
        if (heatmaps.shape().size() != 4 || heatmaps.dim(0) != cuts || heatmaps.dim(2) < 2 || heatmaps.dim(3) < 2) {
            throw new HubException("Expected heat maps [" + cuts + ", points, rows, columns] of at least 2 x 2"
                    + " cells, the model gave " + heatmaps.shape());
        }
        columns = heatmaps.dim(3);
        rows = heatmaps.dim(2);
        points = heatmaps.dim(1);
        heat = heatmaps.toFloatArray();
        int maps = heatmaps.dim(0) * points;
        int padded = (rows + 2) * (columns + 2);
        logs = new float[Math.multiplyExact(maps, padded)];
        for (int map = 0; map < maps; map++) {
            pad(logarithm(blur(map * rows * columns)), map * padded);
        }
    }

    int points() {
        return points;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    Peak peak(int cut, int point) {
        int map = cut * points + point;
        int best = map * rows * columns;
        for (int i = best; i < (map + 1) * rows * columns; i++) {
            best = heat[i] > heat[best] ? i : best;
        }
        float score = heat[best];
        int cell = best - map * rows * columns;
        // Where nothing is warm the reference starts one cell outside the map, at its upper left.
        int x = score > 0 ? cell % columns : -1;
        int y = score > 0 ? cell / columns : -1;
        return refine(x, y, score, (map * (rows + 2) + y + 1) * (columns + 2) + x + 1);
    }

    private Peak refine(int x, int y, float score, int at) {
        int row = columns + 2;
        float here = log(at);
        float right = log(at + 1);
        float left = log(at - 1);
        float below = log(at + row);
        float above = log(at - row);
        float dx = 0.5f * (right - left);
        float dy = 0.5f * (below - above);
        double dxx = right - 2 * here + left + (double) EPSILON;
        double dyy = below - 2 * here + above + (double) EPSILON;
        double dxy = 0.5f * (log(at + row + 1) - right - below + here + here - left - above + log(at - row - 1));
        double determinant = dxx * dyy - dxy * dxy;
        if (determinant == 0) {
            return new Peak(x, y, score);
        }
        return new Peak(
                (float) (x - (dyy * dx - dxy * dy) / determinant),
                (float) (y - (dxx * dy - dxy * dx) / determinant),
                score);
    }

    /** Beyond the maps' ends comes their other end, as with numpy's negative indices. */
    private float log(int index) {
        return logs[Math.floorMod(index, logs.length)];
    }

    private void pad(float[] map, int start) {
        for (int y = 0; y < rows + 2; y++) {
            int row = Math.max(0, Math.min(rows - 1, y - 1)) * columns;
            for (int x = 0; x < columns + 2; x++) {
                logs[start + y * (columns + 2) + x] = map[row + Math.max(0, Math.min(columns - 1, x - 1))];
            }
        }
    }

    private static float[] logarithm(float[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) Math.log(Math.max(0.001f, Math.min(50, map[i])));
        }
        return map;
    }

    private float[] blur(int start) {
        double[] kernel = kernel();
        float[] down = new float[rows * columns];
        float[] both = new float[rows * columns];
        for (int x = 0; x < columns; x++) {
            blur(heat, start + x, columns, rows, kernel, down, x);
        }
        for (int y = 0; y < rows; y++) {
            blur(down, y * columns, 1, columns, kernel, both, y * columns);
        }
        return both;
    }

    private static void blur(float[] from, int start, int step, int length, double[] kernel, float[] to, int target) {
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int k = -RADIUS; k <= RADIUS; k++) {
                sum += kernel[k + RADIUS] * from[start + reflect(i + k, length) * step];
            }
            to[target + i * step] = (float) sum;
        }
    }

    private static int reflect(int index, int length) {
        int folded = Math.floorMod(index, 2 * length);
        return folded < length ? folded : 2 * length - 1 - folded;
    }

    private static double[] kernel() {
        double[] kernel = new double[2 * RADIUS + 1];
        for (int k = -RADIUS; k <= RADIUS; k++) {
            kernel[k + RADIUS] = Math.exp(-0.5 / (SIGMA * SIGMA) * k * k);
        }
        double sum = Arrays.stream(kernel).sum();
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= sum;
        }
        return kernel;
    }
}
