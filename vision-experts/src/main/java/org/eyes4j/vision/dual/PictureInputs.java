package org.eyes4j.vision.dual;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.Tensor;

/** How pictures become the inputs of a picture encoder: pixels alone, or patches with what tells them apart from padding. */
final class PictureInputs {
    static final String PIXELS = "pixel_values";
    private static final String MASK = "pixel_attention_mask";
    private static final String SHAPES = "spatial_shapes";

    private PictureInputs() {}

    /**
     * Puts what the graph takes of prepared pictures. Pixels are put as they are.
     *
     * @throws HubException if they are patches and the graph takes whole pictures
     */
    static void feed(Map<String, Tensor> inputs, Prepared pictures, HubGraph graph) {
        inputs.put(PIXELS, pictures.pixelValues());
        if (pictures.spatialShapes().isEmpty()) {
            return;
        }
        for (Map.Entry<String, Optional<Tensor>> part : Map.of(
                        MASK, pictures.pixelMask(), SHAPES, pictures.spatialShapes())
                .entrySet()) {
            Tensor numbers = part.getValue().orElseThrow();
            long[] shape = numbers.shape().stream().mapToLong(Long::longValue).toArray();
            inputs.put(
                    part.getKey(),
                    graph.taking(List.of(PIXELS, MASK, SHAPES), List.of(TextInputs.IDS, TextInputs.ATTENTION))
                            .input(part.getKey())
                            .orElseThrow()
                            .holding(numbers.toLongArray(), shape));
        }
    }
}
