package org.eyes4j.vision.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/** A graph that makes what a decoder attends to. Its answer stays in the runtime's memory. */
public final class Encoder {
    private final OnnxModel graph;

    public Encoder(OnnxModel graph) {
        this.graph = graph;
    }

    /**
     * Runs it.
     *
     * @param inputs by name; what the graph does not take is left out
     * @param held the same, from earlier runs; they stay open
     * @param outputs names of the wanted output: the first that the graph has
     * @return to be closed by the caller
     * @throws HubException if the graph has no such output or takes something else
     */
    public HeldTensor run(
            Map<String, Tensor> inputs, Map<String, HeldTensor> held, List<String> outputs, Cancellation cancellation) {
        String wanted = outputs.stream()
                .filter(name -> graph.outputs().stream().anyMatch(o -> o.name().equals(name)))
                .findFirst()
                .orElseThrow(() -> new HubException(graph.path() + ": expected an output "
                        + String.join(" or ", outputs) + ", found " + graph.outputs()));
        Map<String, Tensor> fed = new LinkedHashMap<>();
        Map<String, HeldTensor> kept = new LinkedHashMap<>();
        for (TensorSpec input : graph.inputs()) {
            String name = input.name();
            if (inputs.containsKey(name)) {
                fed.put(name, inputs.get(name));
            } else if (held.containsKey(name)) {
                kept.put(name, held.get(name));
            } else {
                throw new HubException(graph.path() + ": expected of the inputs " + inputs.keySet() + held.keySet()
                        + " only those it needs, found " + graph.inputs());
            }
        }
        return Objects.requireNonNull(
                graph.hold(fed, kept, List.of(wanted), cancellation).get(wanted));
    }
}
