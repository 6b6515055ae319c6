package org.eyes4j.vision.remote;

import java.util.List;
import org.eyes4j.vision.onnx.ElementType;
import org.eyes4j.vision.onnx.Tensor;

/**
 * What is sent.
 *
 * @param name as the server calls it
 * @param type as the server takes it
 * @param tensor the elements
 */
record OipInput(String name, ElementType type, Tensor tensor) {
    int bytes() {
        return Math.multiplyExact(tensor.size(), type.bytes());
    }

    String datatype() {
        return OipType.of(type);
    }

    List<Long> shape() {
        return tensor.shape();
    }
}
