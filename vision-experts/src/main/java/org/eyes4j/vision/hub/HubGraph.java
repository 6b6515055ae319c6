package org.eyes4j.vision.hub;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/**
 * A graph of a repository. What it must take and give is checked before it runs, because exports differ in names; the session
 * is the authority on its shapes. Thread-safe.
 *
 * @param repository what messages call the repository
 * @param file its file's name, for messages
 */
public record HubGraph(String repository, String file, OnnxModel model) {

    /**
     * The graph of the first of these names that there is.
     *
     * @throws HubException naming what was looked for and what there is
     */
    public static HubGraph open(HubFiles files, OnnxEngine engine, String... names) {
        Path path = files.graph(names);
        return new HubGraph(files.name(), String.valueOf(path.getFileName()), engine.model(path));
    }

    public Optional<TensorSpec> input(String name) {
        return model.inputs().stream().filter(i -> i.name().equals(name)).findFirst();
    }

    public boolean hasOutput(String name) {
        return model.outputs().stream().anyMatch(o -> o.name().equals(name));
    }

    /**
     * This graph, when it takes exactly inputs that can be fed.
     *
     * @param needed inputs without which it is another kind of graph
     * @param optional inputs that can be fed too, where it has them
     * @throws HubException naming the file, what was expected and what was found
     */
    public HubGraph taking(List<String> needed, List<String> optional) {
        List<String> actual = model.inputs().stream().map(TensorSpec::name).toList();
        boolean unknown = actual.stream().anyMatch(name -> !needed.contains(name) && !optional.contains(name));
        if (unknown || !actual.containsAll(needed)) {
            throw new HubException(repository + ": expected " + file + " to take " + String.join(", ", needed)
                    + (optional.isEmpty() ? "" : " (and perhaps " + String.join(", ", optional) + ")") + ", it takes "
                    + String.join(", ", actual));
        }
        return this;
    }

    /**
     * This graph, when it gives these outputs.
     *
     * @throws HubException naming the file, what was expected and what was found
     */
    public HubGraph giving(String... needed) {
        List<String> actual = model.outputs().stream().map(TensorSpec::name).toList();
        if (!actual.containsAll(List.of(needed))) {
            throw new HubException(repository + ": expected " + file + " to give " + String.join(", ", needed)
                    + ", it gives " + String.join(", ", actual));
        }
        return this;
    }

    /** As {@link OnnxModel#run(Map, Collection, Cancellation)}. */
    public OnnxOutputs run(Map<String, Tensor> inputs, Collection<String> wanted, Cancellation cancellation) {
        return model.run(inputs, wanted, cancellation);
    }
}
