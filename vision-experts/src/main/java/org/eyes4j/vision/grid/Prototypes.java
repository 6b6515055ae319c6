package org.eyes4j.vision.grid;

import java.util.Arrays;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Masks as sums of a few that are common to a picture (Bolya et al., "YOLACT", 2019). The sum is brought to the picture's size
 * bilinearly, without the letterbox's border, and what is positive within the box is the mask: as Ultralytics'
 * {@code process_mask_native} does it. Immutable.
 *
 * @param values {@code [count, height, width]}
 */
record Prototypes(float[] values, int count, int height, int width) {

    static Prototypes of(Tensor tensor) {
        return new Prototypes(tensor.toFloatArray(), tensor.dim(1), tensor.dim(2), tensor.dim(3));
    }

    /** The mask of a thing, of the picture's size. Costs as much as the box is large. */
    Mask mask(float[] coefficients, BoundingBox box, Letterbox letterbox) {
        double down = Math.min((double) height / letterbox.height(), (double) width / letterbox.width());
        double padX = (width - letterbox.width() * down) / 2;
        double padY = (height - letterbox.height() * down) / 2;
        int left = (int) Math.rint(padX - 0.1);
        int top = (int) Math.rint(padY - 0.1);
        int right = width - (int) Math.rint(padX + 0.1);
        int bottom = height - (int) Math.rint(padY + 0.1);
        float[] sum = sum(coefficients, left, top, right, bottom);
        int x1 = (int) Math.ceil(box.x1());
        int x2 = (int) Math.min(letterbox.width(), Math.ceil(box.x2()));
        int y1 = (int) Math.ceil(box.y1());
        int y2 = (int) Math.min(letterbox.height(), Math.ceil(box.y2()));
        Axis columns = Axis.of(right - left, letterbox.width(), x1, x2);
        Axis rows = Axis.of(bottom - top, letterbox.height(), y1, y2);
        RunLengths runs = new RunLengths();
        runs.add(false, (long) Math.min(x1, letterbox.width()) * letterbox.height());
        for (int x = x1; x < x2; x++) {
            runs.add(false, y1);
            for (int y = y1; y < y2; y++) {
                float above = columns.at(sum, rows.from[y - y1] * (right - left), x - x1);
                float below = columns.at(sum, rows.to[y - y1] * (right - left), x - x1);
                float second = rows.second[y - y1];
                runs.add((1 - second) * above + second * below > 0, 1);
            }
            runs.add(false, letterbox.height() - Math.max(y1, y2));
        }
        runs.add(false, (long) (letterbox.width() - Math.max(x1, x2)) * letterbox.height());
        return Mask.of(letterbox.width(), letterbox.height(), runs.counts());
    }

    /** Where the places {@code [first, last)} of a longer axis read a shorter one, and how much of the second of two places. */
    private record Axis(int[] from, int[] to, float[] second) {
        static Axis of(int shorter, int longer, int first, int last) {
            int count = Math.max(0, last - first);
            Axis axis = new Axis(new int[count], new int[count], new float[count]);
            float scale = (float) shorter / longer;
            for (int i = 0; i < count; i++) {
                float at = Math.max(0, scale * (first + i + 0.5f) - 0.5f);
                axis.from[i] = Math.min((int) at, shorter - 1);
                axis.to[i] = Math.min(axis.from[i] + 1, shorter - 1);
                axis.second[i] = Math.min(1, at - axis.from[i]);
            }
            return axis;
        }

        float at(float[] plane, int row, int i) {
            return (1 - second[i]) * plane[row + from[i]] + second[i] * plane[row + to[i]];
        }
    }

    /** Counts of a mask, column after column, zeros first. */
    private static final class RunLengths {
        private int[] counts = new int[64];
        private int used = 1;
        private boolean set;

        void add(boolean value, long pixels) {
            if (pixels <= 0) {
                return;
            }
            if (value != set) {
                set = value;
                used++;
                if (used > counts.length) {
                    counts = Arrays.copyOf(counts, counts.length * 2);
                }
            }
            counts[used - 1] += Math.toIntExact(pixels);
        }

        int[] counts() {
            return Arrays.copyOf(counts, used);
        }
    }

    private float[] sum(float[] coefficients, int left, int top, int right, int bottom) {
        float[] sum = new float[(right - left) * (bottom - top)];
        for (int k = 0; k < count; k++) {
            for (int y = top; y < bottom; y++) {
                int from = (k * height + y) * width;
                int to = (y - top) * (right - left) - left;
                for (int x = left; x < right; x++) {
                    sum[to + x] += coefficients[k] * values[from + x];
                }
            }
        }
        return sum;
    }
}
