package org.eyes4j.vision.onnx;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;

/** Runs a {@link DistantGraph}. What is to be held between runs is held here, and sent again with each. */
final class DistantRunner implements Runner {
    private final DistantGraph graph;
    private final Map<String, TensorSpec> inputs;
    private final Map<String, TensorSpec> outputs;

    DistantRunner(DistantGraph graph) {
        this.graph = graph;
        this.inputs = byName(graph.inputs());
        this.outputs = byName(graph.outputs());
    }

    private static Map<String, TensorSpec> byName(List<TensorSpec> specs) {
        Map<String, TensorSpec> byName = new LinkedHashMap<>();
        specs.forEach(spec -> byName.put(spec.name(), spec));
        return byName;
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.copyOf(inputs.values());
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.copyOf(outputs.values());
    }

    /** The protocol tells nothing of what an exporter wrote beside the graph. */
    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public OnnxOutputs run(Map<String, Tensor> fed, Collection<String> wanted, Cancellation cancellation) {
        return new OnnxOutputs(graph.name(), ask(fed, Map.of(), wanted, cancellation));
    }

    @Override
    public OnnxOutputs runInto(
            TensorPool pool, Map<String, Tensor> fed, Collection<String> wanted, Cancellation cancellation) {
        return run(fed, wanted, cancellation);
    }

    @Override
    public Map<String, HeldTensor> hold(
            Map<String, Tensor> fed,
            Map<String, HeldTensor> held,
            Collection<String> wanted,
            OnnxEngine engine,
            Cancellation cancellation) {
        Map<String, HeldTensor> kept = new LinkedHashMap<>();
        ask(fed, held, wanted, cancellation).forEach((name, tensor) -> kept.put(name, engine.hold(name, tensor)));
        return kept;
    }

    private Map<String, Tensor> ask(
            Map<String, Tensor> fed,
            Map<String, HeldTensor> held,
            Collection<String> wanted,
            Cancellation cancellation) {
        InputCheck.check(graph.name(), inputs, fed, held, outputs, wanted);
        Map<String, Tensor> all = fed;
        if (!held.isEmpty()) {
            all = new LinkedHashMap<>(fed);
            for (Map.Entry<String, HeldTensor> entry : held.entrySet()) {
                all.put(entry.getKey(), entry.getValue().read());
            }
        }
        return graph.run(all, wanted.isEmpty() ? outputs.keySet() : wanted, cancellation);
    }

    @Override
    public void close() {
        // Whoever made the graph ends its connections.
    }
}
