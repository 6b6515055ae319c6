package org.eyes4j.tools.image;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;

/**
 * Hides pixels for good. What is left of a region is the mean colour of a few cells (3 to 8 along its longer side), so
 * that there is nothing to bring back: a blur here is those cells faded into one another, not a filter that could be
 * undone.
 */
public final class Redaction {
    private static final int MOST_CELLS = 8;
    private static final int FEWEST_CELLS = 3;
    private static final int SMALLEST_CELL = 4;

    private Redaction() {}

    /** What stands in place of the pixels. */
    public enum Way {
        /** Cells faded into one another. */
        BLUR,
        /** Cells as squares. */
        PIXELATE,
        /** Black. */
        FILL
    }

    /**
     * A new raster in which the pixels of the mask are hidden and every other is as it was; an alpha channel stays.
     *
     * @param pixels of the raster's size, with at least one pixel
     * @param strength 0 (8 cells along the longer side) to 1 (3 cells)
     */
    public static Raster hide(Raster raster, Mask pixels, Way way, double strength) {
        byte[] data = raster.data().clone();
        BoundingBox box = pixels.box();
        int x1 = (int) box.x1();
        int y1 = (int) box.y1();
        int w = (int) box.width();
        int h = (int) box.height();
        boolean[] inside = pixels.crop(box).toBitmap();
        double wanted = MOST_CELLS - strength * (MOST_CELLS - FEWEST_CELLS);
        double size = Math.max(SMALLEST_CELL, Math.max(w, h) / Math.rint(wanted));
        Cells cells = way == Way.FILL ? null : new Cells(raster, x1, y1, w, h, size, inside);
        double[] colour = new double[3];
        for (int y = 0, p = 0; y < h; y++) {
            for (int x = 0; x < w; x++, p++) {
                if (!inside[p]) {
                    continue;
                }
                if (cells != null) {
                    cells.at(x, y, way == Way.BLUR, colour);
                }
                int at = ((y1 + y) * raster.width() + x1 + x) * raster.channels();
                for (int c = 0; c < 3; c++) {
                    data[at + c] = (byte) Math.round(colour[c]);
                }
            }
        }
        return new Raster(raster.width(), raster.height(), raster.channels(), data);
    }

    /** Mean colours of a grid of cells, of the hidden pixels alone. */
    private static final class Cells {
        private final int columns;
        private final int rows;
        private final double width;
        private final double height;
        private final double[][] means;

        Cells(Raster raster, int x1, int y1, int w, int h, double size, boolean[] inside) {
            columns = (int) Math.max(1, Math.round(w / size));
            rows = (int) Math.max(1, Math.round(h / size));
            width = (double) w / columns;
            height = (double) h / rows;
            means = new double[columns * rows][4];
            double[] all = new double[4];
            for (int y = 0, p = 0; y < h; y++) {
                for (int x = 0; x < w; x++, p++) {
                    if (inside[p]) {
                        double[] cell = means[row(y) * columns + column(x)];
                        for (int c = 0; c < 3; c++) {
                            int v = raster.at(x1 + x, y1 + y, c);
                            cell[c] += v;
                            all[c] += v;
                        }
                        cell[3]++;
                        all[3]++;
                    }
                }
            }
            for (double[] cell : means) {
                // A cell without a hidden pixel is only ever faded into: the mean of all says the least.
                double[] from = cell[3] == 0 ? all : cell;
                double n = from[3];
                for (int c = 0; c < 3; c++) {
                    cell[c] = from[c] / n;
                }
            }
        }

        void at(int x, int y, boolean fade, double[] colour) {
            if (!fade) {
                System.arraycopy(means[row(y) * columns + column(x)], 0, colour, 0, 3);
                return;
            }
            double u = Math.max(0, Math.min(columns - 1, (x + 0.5) / width - 0.5));
            double v = Math.max(0, Math.min(rows - 1, (y + 0.5) / height - 0.5));
            int i = (int) u;
            int j = (int) v;
            int i2 = Math.min(i + 1, columns - 1);
            int j2 = Math.min(j + 1, rows - 1);
            for (int c = 0; c < 3; c++) {
                double top = means[j * columns + i][c] * (1 - u + i) + means[j * columns + i2][c] * (u - i);
                double bottom = means[j2 * columns + i][c] * (1 - u + i) + means[j2 * columns + i2][c] * (u - i);
                colour[c] = top * (1 - v + j) + bottom * (v - j);
            }
        }

        private int column(int x) {
            return Math.min(columns - 1, (int) ((x + 0.5) / width));
        }

        private int row(int y) {
            return Math.min(rows - 1, (int) ((y + 0.5) / height));
        }
    }
}
