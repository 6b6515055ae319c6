package org.eyes4j.vision.scene;

/**
 * Planes of scores, each enlarged bilinearly as {@link org.eyes4j.vision.picture.PlaneResize#BILINEAR} does to the last bit, and
 * for each pixel the number of the highest; the first of equals. Between four cells only those planes are looked at that can be
 * the highest there, mostly one: it then has all the pixels between them, and nothing is computed. Pure.
 */
final class BestPlane {
    /** How far rounding may move an interpolated value out of the range of those it is made of, as a share. */
    private static final float ROUNDING = 1e-5f;

    private final float[] planes;
    private final int count;
    private final int width;
    private final int height;

    /** Where the places of one axis read: the first of two cells, and how much of each. */
    private record Axis(int[] cell, float[] first, float[] second) {
        static Axis of(int from, int to) {
            Axis axis = new Axis(new int[to], new float[to], new float[to]);
            float scale = (float) from / to;
            for (int i = 0; i < to; i++) {
                float at = Math.max(0, scale * (i + 0.5f) - 0.5f);
                axis.cell[i] = Math.min((int) at, from - 1);
                axis.second[i] = Math.min(Math.max(at - axis.cell[i], 0), 1);
                axis.first[i] = 1 - axis.second[i];
            }
            return axis;
        }

        /** The end of the places that read the same cells as this one. */
        int end(int place) {
            int end = place + 1;
            while (end < cell.length && cell[end] == cell[place]) {
                end++;
            }
            return end;
        }
    }

    /** @param planes {@code [count][height][width]} */
    BestPlane(float[] planes, int count, int width, int height) {
        this.planes = planes;
        this.count = count;
        this.width = width;
        this.height = height;
    }

    /** The numbers of the highest planes at another size. */
    SegmentMap at(int newWidth, int newHeight) {
        int[] ids = new int[newWidth * newHeight];
        Axis columns = Axis.of(width, newWidth);
        Axis rows = Axis.of(height, newHeight);
        int[] candidates = new int[count];
        float[] most = new float[count];
        for (int top = 0; top < newHeight; top = rows.end(top)) {
            int bottom = rows.end(top);
            for (int left = 0; left < newWidth; left = columns.end(left)) {
                int right = columns.end(left);
                int found = candidates(columns.cell[left], rows.cell[top], candidates, most);
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        ids[y * newWidth + x] =
                                found == 1 ? candidates[0] : best(candidates, found, columns, x, rows, y);
                    }
                }
            }
        }
        return new SegmentMap(newWidth, newHeight, ids);
    }

    /** Planes that can be the highest between a cell and its right and lower neighbours, in order; how many. */
    private int candidates(int column, int row, int[] candidates, float[] most) {
        int right = Math.min(column + 1, width - 1) - column;
        int below = (Math.min(row + 1, height - 1) - row) * width;
        float bound = Float.NEGATIVE_INFINITY;
        for (int plane = 0, at = row * width + column; plane < count; plane++, at += width * height) {
            float a = planes[at];
            float b = planes[at + right];
            float c = planes[at + below];
            float d = planes[at + below + right];
            most[plane] = Math.max(Math.max(a, b), Math.max(c, d));
            bound = Math.max(bound, Math.min(Math.min(a, b), Math.min(c, d)));
        }
        bound -= ROUNDING * Math.abs(bound);
        int found = 0;
        for (int plane = 0; plane < count; plane++) {
            if (most[plane] + ROUNDING * Math.abs(most[plane]) >= bound) {
                candidates[found++] = plane;
            }
        }
        return found;
    }

    private int best(int[] candidates, int found, Axis columns, int x, Axis rows, int y) {
        int at = rows.cell[y] * width + columns.cell[x];
        int right = Math.min(columns.cell[x] + 1, width - 1) - columns.cell[x];
        int below = (Math.min(rows.cell[y] + 1, height - 1) - rows.cell[y]) * width;
        int best = candidates[0];
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < found; i++) {
            int cell = candidates[i] * width * height + at;
            // In the order of PlaneResize: along the rows first.
            float upper = columns.first[x] * planes[cell] + columns.second[x] * planes[cell + right];
            float lower = columns.first[x] * planes[cell + below] + columns.second[x] * planes[cell + below + right];
            float value = rows.first[y] * upper + rows.second[y] * lower;
            if (value > highest) {
                highest = value;
                best = candidates[i];
            }
        }
        return best;
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
}
