package org.eyes4j.vision.hub.image;

import java.util.List;
import java.util.Optional;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Pictures, ready for a model.
 *
 * @param pixelValues float32 {@code [pictures, 3, height, width]}; of processors that give patches
 *     {@code [pictures, patches, values]}
 * @param pixelMask int64 {@code [pictures, height, width]} or {@code [pictures, patches]}, 1 where there is picture and 0 where
 *     padding; only from processors that give one
 * @param spatialShapes int64 {@code [pictures, 2]}, rows and columns of patches; only from processors that give patches
 * @param placements where each picture lies in its tensor
 */
public record Prepared(
        Tensor pixelValues, Optional<Tensor> pixelMask, Optional<Tensor> spatialShapes, List<Placement> placements)
        implements AutoCloseable {
    public Prepared {
        placements = List.copyOf(placements);
    }

    /** Whole pictures. */
    public Prepared(Tensor pixelValues, Optional<Tensor> pixelMask, List<Placement> placements) {
        this(pixelValues, pixelMask, Optional.empty(), placements);
    }

    public Placement placement(int picture) {
        return placements.get(picture);
    }

    @Override
    public void close() {
        pixelValues.close();
        pixelMask.ifPresent(Tensor::close);
        spatialShapes.ifPresent(Tensor::close);
    }
}
