package org.eyes4j.vision.grid;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.PlaneResize;

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

    /** The mask of a thing, of the picture's size. */
    Mask mask(float[] coefficients, BoundingBox box, Letterbox letterbox) {
        double down = Math.min((double) height / letterbox.height(), (double) width / letterbox.width());
        double padX = (width - letterbox.width() * down) / 2;
        double padY = (height - letterbox.height() * down) / 2;
        int left = (int) Math.rint(padX - 0.1);
        int top = (int) Math.rint(padY - 0.1);
        int right = width - (int) Math.rint(padX + 0.1);
        int bottom = height - (int) Math.rint(padY + 0.1);
        float[] sum = sum(coefficients, left, top, right, bottom);
        float[] large =
                PlaneResize.BILINEAR.resize(sum, right - left, bottom - top, letterbox.width(), letterbox.height());
        return Mask.fromPredicate(
                letterbox.width(),
                letterbox.height(),
                (x, y) -> x >= box.x1()
                        && x < box.x2()
                        && y >= box.y1()
                        && y < box.y2()
                        && large[y * letterbox.width() + x] > 0);
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
