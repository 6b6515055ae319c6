package org.eyes4j.vision.chat;

import org.eyes4j.vision.onnx.Tensor;

/**
 * What a model saw of a picture, to be remembered.
 *
 * @param features float32 {@code [tiles, tokens, width]}: the tiles row by row, the whole picture last
 * @param rows of tiles; 0 when only the whole picture was seen
 * @param columns of tiles; 0 when only the whole picture was seen
 */
public record SeenPicture(Tensor features, int rows, int columns) {
    public SeenPicture {
        if (features.shape().size() != 3 || features.dim(0) != rows * columns + 1) {
            throw new IllegalArgumentException(
                    "Expected features of " + (rows * columns + 1) + " tiles, got " + features.shape());
        }
    }

    /** Embeddings of each tile. */
    public int perTile() {
        return features.dim(1);
    }
}
