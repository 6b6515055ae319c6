package org.eyes4j.vision.picture;

import java.util.stream.IntStream;

/**
 * Resizes planes of floats as PyTorch's {@code torch.nn.functional.interpolate} does: pixel centres at halves, no
 * antialiasing, arithmetic of single precision. For logits, masks and depths, which are no pictures. Stateless.
 */
public enum PlaneResize {
    /** {@code floor(x · in / out)}. */
    NEAREST,
    /** Two by two. */
    BILINEAR,
    /** Two by two, corners on corners ({@code align_corners=True}). */
    BILINEAR_ALIGNED,
    /** Four by four, Keys' kernel with a = -0.75. */
    BICUBIC;

    private static final float A = -0.75f;

    /** For each place of one axis: where it reads, and how much of each. */
    private record Axis(int taps, int[] index, float[] weight) {}

    /**
     * One plane.
     *
     * @param plane {@code [height][width]}, row-major
     * @return {@code [newHeight][newWidth]}
     */
    public float[] resize(float[] plane, int width, int height, int newWidth, int newHeight) {
        return resize(plane, 0, width, height, newWidth, newHeight);
    }

    /** The plane that begins at {@code offset} of a larger array. */
    public float[] resize(float[] planes, int offset, int width, int height, int newWidth, int newHeight) {
        return rows(planes, offset, width, height, newWidth, newHeight, 0, newHeight);
    }

    /**
     * Some rows of the resized plane, for those who go band by band.
     *
     * @param fromRow the first row of the result
     * @param toRow after the last, at most {@code newHeight}
     * @return {@code [toRow - fromRow][newWidth]}
     */
    public float[] rows(
            float[] planes, int offset, int width, int height, int newWidth, int newHeight, int fromRow, int toRow) {
        if (width < 1 || height < 1 || newWidth < 1 || newHeight < 1) {
            throw new IllegalArgumentException("A plane has at least 1 x 1 values, got " + width + " x " + height
                    + " to " + newWidth + " x " + newHeight);
        }
        if (offset < 0 || (long) offset + (long) width * height > planes.length) {
            throw new IllegalArgumentException("A plane of " + width + " x " + height + " at " + offset
                    + " does not lie within " + planes.length + " values");
        }
        if (fromRow < 0 || toRow < fromRow || toRow > newHeight) {
            throw new IllegalArgumentException(
                    "Rows " + fromRow + " to " + toRow + " are not among " + newHeight + " rows");
        }
        Axis columns = axis(width, newWidth);
        Axis rows = axis(height, newHeight);
        float[] out = new float[Math.multiplyExact(newWidth, toRow - fromRow)];
        float[][] lines = new float[height][];
        for (int y = fromRow; y < toRow; y++) {
            for (int k = 0; k < rows.taps; k++) {
                int row = rows.index[y * rows.taps + k];
                if (lines[row] == null) {
                    lines[row] = line(planes, offset + row * width, columns, newWidth);
                }
                float weight = rows.weight[y * rows.taps + k];
                float[] line = lines[row];
                int at = (y - fromRow) * newWidth;
                for (int x = 0; x < newWidth; x++) {
                    out[at + x] += weight * line[x];
                }
            }
            release(lines, rows, y, newHeight);
        }
        return out;
    }

    /** Rows above those that the next line reads are not read again. */
    private static void release(float[][] lines, Axis rows, int y, int newHeight) {
        if (y + 1 < newHeight) {
            int next = IntStream.range(0, rows.taps)
                    .map(k -> rows.index[(y + 1) * rows.taps + k])
                    .min()
                    .orElse(0);
            for (int row = next - 1; row >= 0 && lines[row] != null; row--) {
                lines[row] = null;
            }
        }
    }

    private static float[] line(float[] planes, int start, Axis columns, int newWidth) {
        float[] line = new float[newWidth];
        for (int x = 0, tap = 0; x < newWidth; x++) {
            float sum = 0;
            for (int k = 0; k < columns.taps; k++, tap++) {
                sum += columns.weight[tap] * planes[start + columns.index[tap]];
            }
            line[x] = sum;
        }
        return line;
    }

    private Axis axis(int from, int to) {
        int taps = switch (this) {
            case NEAREST -> 1;
            case BILINEAR, BILINEAR_ALIGNED -> 2;
            case BICUBIC -> 4;
        };
        Axis axis = new Axis(taps, new int[to * taps], new float[to * taps]);
        float scale = this == BILINEAR_ALIGNED ? (to > 1 ? (float) (from - 1) / (to - 1) : 0) : (float) from / to;
        for (int i = 0; i < to; i++) {
            switch (this) {
                case NEAREST -> put(axis, i, 0, Math.min((int) (i * scale), from - 1), 1);
                case BILINEAR -> two(axis, i, Math.max(0, scale * (i + 0.5f) - 0.5f), from);
                case BILINEAR_ALIGNED -> two(axis, i, scale * i, from);
                case BICUBIC -> four(axis, i, scale * (i + 0.5f) - 0.5f, from);
            }
        }
        return axis;
    }

    private static void two(Axis axis, int i, float at, int from) {
        int left = Math.min((int) at, from - 1);
        float second = Math.min(Math.max(at - left, 0), 1);
        put(axis, i, 0, left, 1 - second);
        put(axis, i, 1, Math.min(left + 1, from - 1), second);
    }

    private static void four(Axis axis, int i, float at, int from) {
        int left = (int) Math.floor(at);
        float t = at - left;
        float[] weights = {outer(t + 1), inner(t), inner(1 - t), outer(2 - t)};
        for (int k = 0; k < 4; k++) {
            put(axis, i, k, Math.min(Math.max(left - 1 + k, 0), from - 1), weights[k]);
        }
    }

    private static float inner(float x) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
    }

    private static float outer(float x) {
        return ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
    }

    private static void put(Axis axis, int i, int k, int index, float weight) {
        axis.index[i * axis.taps + k] = index;
        axis.weight[i * axis.taps + k] = weight;
    }
}
