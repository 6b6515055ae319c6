package org.eyes4j.vision.tfjs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code model.json} says.
 *
 * @param nodes by name, in the file's order
 * @param weights groups of weights, each laid one after the other over its own files
 * @param inputs tensors that the signature feeds, {@code -1} for an open dimension; empty without a signature
 * @param outputs tensors that the signature reads
 */
record TfjsGraph(
        Map<String, TfjsNode> nodes, List<WeightGroup> weights, List<SignatureInput> inputs, List<TfjsOutput> outputs) {
    TfjsGraph {
        nodes = new LinkedHashMap<>(nodes);
        weights = List.copyOf(weights);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** An input of the signature, whose open dimensions are {@code -1}. */
    record SignatureInput(String tensor, String name, TfjsType type, List<Integer> dims) {
        SignatureInput {
            dims = List.copyOf(dims);
        }
    }

    /** Weights laid one after the other over the files {@code paths}. */
    record WeightGroup(List<String> paths, List<WeightSpec> specs) {
        WeightGroup {
            paths = List.copyOf(paths);
            specs = List.copyOf(specs);
        }
    }
}
