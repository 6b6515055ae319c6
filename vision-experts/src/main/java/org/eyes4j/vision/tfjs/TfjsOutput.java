package org.eyes4j.vision.tfjs;

/**
 * A tensor of the TensorFlow.js graph that becomes an output of the ONNX graph, in the graph's own layout (pictures are NHWC).
 *
 * @param tensor the tensor's name in the graph, {@code node} or {@code node:output}
 * @param name the output's name in the ONNX graph
 */
public record TfjsOutput(String tensor, String name) {
    public TfjsOutput {
        Names.require("tensor", tensor);
        Names.require("name", name);
    }
}
