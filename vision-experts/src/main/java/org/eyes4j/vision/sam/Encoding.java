package org.eyes4j.vision.sam;

import java.util.Map;
import java.util.function.Function;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.Tensor;

/**
 * A picture as the encoder sees it: all that the decoder needs for any number of prompts.
 *
 * @param features all that the decoder takes, by its names
 * @param embedding those of them that show the picture cell by cell, {@code [1, channels, cells, cells]}
 * @param toPicture from the encoder's pixels to the picture's
 * @param size pixels a side of the encoder's input
 * @param grid of the decoder's masks
 * @param small the picture, one pixel a cell of the grid
 * @param edges of the picture, on the grid
 * @param enlarge from the decoder's grid to a mask of the picture's full size
 */
record Encoding(
        Map<String, Tensor> features,
        Tensor embedding,
        Affine toPicture,
        int size,
        Grid grid,
        Raster small,
        EdgeMap edges,
        Function<float[], Mask> enlarge) {
    Encoding {
        features = Map.copyOf(features);
    }

    /** Memory that it takes, without what is small. */
    long bytes() {
        return features.values().stream().mapToLong(Tensor::byteSize).sum()
                + small.data().length
                + 4L * grid.columns() * grid.rows();
    }
}
