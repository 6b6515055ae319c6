package org.eyes4j.vision.tfjs;

import java.util.List;

/**
 * A tensor of the TensorFlow.js graph that becomes an input of the ONNX graph.
 *
 * @param tensor the tensor's name in the graph, {@code node} or {@code node:output}
 * @param name the input's name in the ONNX graph
 * @param type the element type that the caller feeds; where the graph works with another one, the ONNX graph casts
 * @param shape all dimensions, in the graph's own order (pictures are NHWC), each at least 1
 */
public record TfjsInput(String tensor, String name, TfjsType type, List<Integer> shape) {
    public TfjsInput {
        Names.require("tensor", tensor);
        Names.require("name", name);
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException(
                    "Input '" + name + "': every dimension must be at least 1, but the shape is " + shape);
        }
    }
}
