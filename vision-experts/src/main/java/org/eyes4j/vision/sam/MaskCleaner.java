package org.eyes4j.vision.sam;

import org.eyes4j.tools.geometry.BoundingBox;
import org.jspecify.annotations.Nullable;

/**
 * Removes specks from a mask and fills small holes in it, on the decoder's grid, by turning the sign of their logits. The
 * largest part always stays. Pure and thread-safe.
 *
 * @param threshold from which logit on a cell belongs to the mask
 * @param smallest specks and holes smaller than this share of the mask's area are removed
 */
record MaskCleaner(double threshold, double smallest) {
    /** Half a hundredth of the mask. */
    static final double DEFAULT_SMALLEST = 0.005;

    /** Labels of cells in one flood: parts of the mask and of its background, numbered from 1. */
    private record Parts(int[] label, int[] area, boolean[] inside, boolean[] kept) {}

    /**
     * The cleaned mask; the given one is left as it is.
     *
     * @param box in cells: a part that does not touch it is removed too; null for none
     */
    float[] clean(float[] logits, Grid grid, @Nullable BoundingBox box) {
        Parts parts = parts(logits, grid, box);
        int largest = 0;
        int area = 0;
        for (int i = 1; i < parts.area.length; i++) {
            if (parts.inside[i]) {
                area += parts.area[i];
                largest = largest == 0 || parts.area[i] > parts.area[largest] ? i : largest;
            }
        }
        float[] clean = logits.clone();
        for (int y = 0; y < grid.rows(); y++) {
            for (int x = 0; x < grid.columns(); x++) {
                int part = parts.label[y * grid.columns() + x];
                boolean small = parts.area[part] < smallest * area;
                boolean stray = parts.inside[part] && !parts.kept[part];
                boolean hole = !parts.inside[part] && parts.kept[part];
                if (part != largest && (parts.inside[part] ? small || stray : small && hole)) {
                    int at = y * grid.side() + x;
                    float other = (float) (2 * threshold) - logits[at];
                    clean[at] = !parts.inside[part] && other <= threshold ? Math.nextUp((float) threshold) : other;
                }
            }
        }
        return clean;
    }

    /** {@code kept} of a part inside: whether it touches the box; of one outside: whether it is enclosed. */
    private Parts parts(float[] logits, Grid grid, @Nullable BoundingBox box) {
        int columns = grid.columns();
        int rows = grid.rows();
        int[] label = new int[columns * rows];
        int[] area = new int[columns * rows + 1];
        boolean[] inside = new boolean[area.length];
        boolean[] kept = new boolean[area.length];
        int[] stack = new int[columns * rows];
        int count = 0;
        for (int start = 0; start < label.length; start++) {
            if (label[start] != 0) {
                continue;
            }
            int part = ++count;
            boolean set = logits[start / columns * grid.side() + start % columns] > threshold;
            inside[part] = set;
            kept[part] = !set || box == null;
            int depth = 0;
            stack[depth++] = start;
            label[start] = part;
            while (depth > 0) {
                int cell = stack[--depth];
                int x = cell % columns;
                int y = cell / columns;
                area[part]++;
                if (set) {
                    kept[part] |= box != null && touches(box, x, y);
                } else {
                    kept[part] &= x > 0 && y > 0 && x + 1 < columns && y + 1 < rows;
                }
                for (int side = 0; side < 4; side++) {
                    int u = x + (side == 0 ? 1 : side == 1 ? -1 : 0);
                    int v = y + (side == 2 ? 1 : side == 3 ? -1 : 0);
                    if (u >= 0
                            && v >= 0
                            && u < columns
                            && v < rows
                            && label[v * columns + u] == 0
                            && logits[v * grid.side() + u] > threshold == set) {
                        label[v * columns + u] = part;
                        stack[depth++] = v * columns + u;
                    }
                }
            }
        }
        return new Parts(label, area, inside, kept);
    }

    private static boolean touches(BoundingBox box, int x, int y) {
        return x < box.x2() && x + 1 > box.x1() && y < box.y2() && y + 1 > box.y1();
    }
}
