package org.eyes4j.vision.setprediction;

import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/**
 * The {@code pixel_mask} of a graph: 1 where there is picture, 0 where there is padding. Some exports take it at the pictures'
 * resolution, others at a fixed one, as {@code [batch, 64, 64]}: the session says which.
 */
final class PixelMask {
    private PixelMask() {}

    static Tensor of(TensorSpec input, Prepared prepared) {
        int pictures = prepared.pixelValues().dim(0);
        int height = prepared.pixelValues().dim(2);
        int width = prepared.pixelValues().dim(3);
        if (input.rank() != 3) {
            throw new IllegalArgumentException("Expected a pixel_mask of [pictures, height, width], got " + input);
        }
        int rows = input.shape().get(1) < 0
                ? height
                : Math.toIntExact(input.shape().get(1));
        int columns =
                input.shape().get(2) < 0 ? width : Math.toIntExact(input.shape().get(2));
        long[] mask = new long[Math.multiplyExact(pictures, Math.multiplyExact(rows, columns))];
        long[] given = prepared.pixelMask().map(Tensor::toLongArray).orElse(new long[0]);
        for (int at = 0; at < mask.length; at++) {
            int row = at / columns % rows * height / rows;
            int column = at % columns * width / columns;
            int picture = at / columns / rows;
            mask[at] = given.length == 0 ? 1 : given[(picture * height + row) * width + column];
        }
        return input.holding(mask, pictures, rows, columns);
    }
}
