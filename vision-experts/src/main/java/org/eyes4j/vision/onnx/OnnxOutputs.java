package org.eyes4j.vision.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model answered: tensors by name, in the order in which they were asked for. Immutable. Only those of
 * {@link OnnxModel#runPooled} need {@link #close()}.
 */
public final class OnnxOutputs implements AutoCloseable {
    private final String model;
    private final Map<String, Tensor> tensors;

    OnnxOutputs(String model, Map<String, Tensor> tensors) {
        this.model = model;
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * One output.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "Model " + model + " gave no output \"" + name + "\" here; it gave " + tensors.keySet());
        }
        return tensor;
    }

    /**
     * The one output of a run that gave one.
     *
     * @throws IllegalStateException if there are more
     */
    public Tensor only() {
        if (tensors.size() != 1) {
            throw new IllegalStateException(
                    "Model " + model + " gave " + tensors.size() + " outputs " + tensors.keySet() + ", expected one");
        }
        return tensors.values().iterator().next();
    }

    public Map<String, Tensor> asMap() {
        return tensors;
    }

    /**
     * These outputs, when none of them holds NaN or infinity.
     *
     * @throws OnnxException of kind {@code NOT_FINITE}, which says where
     */
    public OnnxOutputs requireFinite() {
        tensors.keySet().forEach(this::requireFinite);
        return this;
    }

    /** The same of one output, which is given. */
    public Tensor requireFinite(String name) {
        Tensor tensor = get(name);
        int at = tensor.firstNotFinite();
        if (at >= 0) {
            throw new OnnxException(
                    OnnxException.Kind.NOT_FINITE,
                    "Model " + model + " answered " + tensor.floats().get(at) + " in output \"" + name + "\" "
                            + tensor.shape() + " at position " + at
                            + ". The model or its input is broken; verify the model's files");
        }
        return tensor;
    }

    /** Gives pooled memory back; tensors in it cannot be read afterwards. */
    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }

    @Override
    public String toString() {
        return tensors.toString();
    }
}
