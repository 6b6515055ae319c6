package org.eyes4j.vision.tfjs;

import java.util.List;

/** A node of the graph; {@code inputs} holds its tensors, without control inputs. */
record TfjsNode(String name, String op, List<String> inputs, Attributes attributes) {
    TfjsNode {
        inputs = List.copyOf(inputs);
    }
}
