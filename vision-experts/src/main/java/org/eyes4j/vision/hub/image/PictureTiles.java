package org.eyes4j.vision.hub.image;

import org.eyes4j.vision.onnx.Tensor;

/**
 * A picture, cut for a model that looks at it closely.
 *
 * @param pixelValues float32 {@code [tiles, 3, height, width]}: the tiles row by row, then the whole picture in the size of a tile
 * @param rows of tiles; 0 when only the whole picture is given
 * @param columns of tiles; 0 when only the whole picture is given
 */
public record PictureTiles(Tensor pixelValues, int rows, int columns) implements AutoCloseable {
    public PictureTiles {
        int expected = rows * columns + 1;
        if (pixelValues.dim(0) != expected) {
            throw new IllegalArgumentException("Expected " + expected + " tiles of " + rows + " x " + columns
                    + " and the whole, got " + pixelValues.dim(0));
        }
    }

    @Override
    public void close() {
        pixelValues.close();
    }
}
