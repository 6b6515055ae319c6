package org.eyes4j.vision.sam;

import java.util.Arrays;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;

/**
 * From the decoder's grid to a mask of the picture's full size: logits are interpolated bilinearly and cut at the threshold,
 * column by column straight into runs. Only the part where the mask can be is computed. Pure and thread-safe.
 */
final class MaskEnlarger {
    private final Grid grid;
    private final float threshold;

    MaskEnlarger(Grid grid, double threshold) {
        this.grid = grid;
        this.threshold = (float) threshold;
    }

    /** @param logits the grid, row by row */
    Mask enlarge(float[] logits) {
        // One cell beside the picture is mixed in at its border.
        BoundingBox cells =
                around(logits, Math.min(grid.side(), grid.columns() + 1), Math.min(grid.side(), grid.rows() + 1));
        int width = grid.width();
        int height = grid.height();
        if (cells.area() == 0) {
            return Mask.empty(width, height);
        }
        Affine toGrid = grid.toGrid();
        // Interpolation carries a cell's logit up to one cell further.
        BoundingBox reach = toGrid.inverse().apply(cells.grow(1)).clip(width, height);
        int x1 = (int) reach.x1();
        int x2 = (int) Math.ceil(reach.x2());
        int y1 = (int) reach.y1();
        int y2 = (int) Math.ceil(reach.y2());
        int[] above = new int[y2 - y1];
        float[] weight = new float[y2 - y1];
        for (int y = y1; y < y2; y++) {
            double v = clamp(toGrid.e() * (y + 0.5) + toGrid.f() - 0.5);
            above[y - y1] = Math.min((int) v, grid.side() - 2);
            weight[y - y1] = (float) (v - above[y - y1]);
        }
        float[] column = new float[grid.side()];
        Counts counts = new Counts();
        for (int x = x1; x < x2; x++) {
            double u = clamp(toGrid.a() * (x + 0.5) + toGrid.c() - 0.5);
            int left = Math.min((int) u, grid.side() - 2);
            float right = (float) (u - left);
            for (int row = above[0]; row <= above[above.length - 1] + 1; row++) {
                float at = logits[row * grid.side() + left];
                column[row] = at + right * (logits[row * grid.side() + left + 1] - at);
            }
            boolean set = false;
            for (int i = 0; i < above.length; i++) {
                float at = column[above[i]];
                if (at + weight[i] * (column[above[i] + 1] - at) > threshold != set) {
                    set = !set;
                    counts.turnAt(x * height + y1 + i);
                }
            }
            if (set) {
                counts.turnAt(x * height + y2);
            }
        }
        return Mask.of(width, height, counts.upTo(width * height));
    }

    /** The smallest box of cells around all above the threshold; empty where there is none. */
    private BoundingBox around(float[] logits, int columns, int rows) {
        return MaskRanking.at(threshold).cells(logits, grid.side(), columns, rows);
    }

    private double clamp(double cell) {
        return Math.max(0, Math.min(grid.side() - 1, cell));
    }

    /** COCO's counts, gathered from the places where they alternate. */
    private static final class Counts {
        private int[] counts = new int[1024];
        private int size;
        private int last;

        void turnAt(int position) {
            if (size + 1 == counts.length) {
                counts = Arrays.copyOf(counts, 2 * size + 2);
            }
            counts[size++] = position - last;
            last = position;
        }

        int[] upTo(int end) {
            counts[size] = end - last;
            return Arrays.copyOf(counts, size + 1);
        }
    }
}
