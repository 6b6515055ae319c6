package org.eyes4j.vision.sam;

import org.eyes4j.tools.image.Raster;

/**
 * How strong the picture's edges are, 0–1 a cell of the mask grid: a mask whose outline follows edges is a better mask than
 * one whose outline crosses plain areas, and the decoder's own scores often do not tell the two apart. Immutable.
 */
final class EdgeMap {
    /** Levels a cell from which on an edge is as good as any. */
    private static final double STRONG = 20;

    private final int columns;
    private final int rows;
    private final float[] strength;

    private EdgeMap(int columns, int rows, float[] strength) {
        this.columns = columns;
        this.rows = rows;
        this.strength = strength;
    }

    /** @param picture resized to the cells that show it */
    static EdgeMap of(Raster picture) {
        int columns = picture.width();
        int rows = picture.height();
        float[] gradient = new float[columns * rows];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                gradient[y * columns + x] = gradient(picture, x, y);
            }
        }
        // An outline may lie one cell beside its edge.
        float[] strength = new float[gradient.length];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                float most = 0;
                for (int v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
                    for (int u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
                        most = Math.max(most, gradient[v * columns + u]);
                    }
                }
                strength[y * columns + x] = (float) (Math.min(most, STRONG) / STRONG);
            }
        }
        return new EdgeMap(columns, rows, strength);
    }

    private static float gradient(Raster picture, int x, int y) {
        int left = Math.max(0, x - 1);
        int right = Math.min(picture.width() - 1, x + 1);
        int above = Math.max(0, y - 1);
        int below = Math.min(picture.height() - 1, y + 1);
        double most = 0;
        for (int c = 0; c < 3; c++) {
            double dx = (picture.at(right, y, c) - picture.at(left, y, c)) / 2.0;
            double dy = (picture.at(x, below, c) - picture.at(x, above, c)) / 2.0;
            most = Math.max(most, dx * dx + dy * dy);
        }
        return (float) Math.sqrt(most);
    }

    /**
     * The mean strength under a mask's outline, 0–1; 0 for an empty mask. Where the mask ends with the picture, nothing is
     * asked of it; a mask of the whole picture has no outline and gets 0.
     *
     * @param logits the mask grid, row by row
     * @param side cells a row of the grid
     */
    double under(float[] logits, int side, double threshold) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int at = y * side + x;
                if (logits[at] > threshold
                        && (x > 0 && logits[at - 1] <= threshold
                                || x + 1 < columns && logits[at + 1] <= threshold
                                || y > 0 && logits[at - side] <= threshold
                                || y + 1 < rows && logits[at + side] <= threshold)) {
                    sum += strength[y * columns + x];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
