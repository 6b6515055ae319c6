package org.eyes4j.vision.hub.image;

import java.util.List;
import java.util.Optional;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Pictures, ready for a model.
 *
 * @param pixelValues float32 {@code [pictures, 3, height, width]}
 * @param pixelMask int64 {@code [pictures, height, width]}, 1 where there is picture and 0 where padding; only from processors
 *     that give one
 * @param placements where each picture lies in its tensor
 */
public record Prepared(Tensor pixelValues, Optional<Tensor> pixelMask, List<Placement> placements)
        implements AutoCloseable {
    public Prepared {
        placements = List.copyOf(placements);
    }

    public Placement placement(int picture) {
        return placements.get(picture);
    }

    @Override
    public void close() {
        pixelValues.close();
        pixelMask.ifPresent(Tensor::close);
    }
}
