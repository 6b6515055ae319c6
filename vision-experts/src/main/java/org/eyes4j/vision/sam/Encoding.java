package org.eyes4j.vision.sam;

import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.Tensor;

/**
 * A picture as the encoder sees it: all that the decoder needs for any number of prompts.
 *
 * @param embedding features, {@code [1, channels, cells, cells]}
 * @param toPicture from the encoder's pixels to the picture's
 * @param size pixels a side of the encoder's input
 * @param grid of the decoder's masks
 * @param small the picture, one pixel a cell of the grid
 * @param edges of the picture, on the grid
 */
record Encoding(Tensor embedding, Affine toPicture, int size, Grid grid, Raster small, EdgeMap edges) {

    /** Memory that it takes, without what is small. */
    long bytes() {
        return embedding.byteSize() + small.data().length + 4L * grid.columns() * grid.rows();
    }
}
