package org.eyes4j.vision.onnx;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;

/**
 * A graph that something else runs, on another machine perhaps: {@link OnnxEngine#distant} makes an {@link OnnxModel} of it, so that
 * families need not know. Thread-safe.
 */
public interface DistantGraph {
    /** What messages call it: the model and who runs it, without secrets. */
    String name();

    /** The inputs that it declares; asks for them once. */
    List<TensorSpec> inputs();

    /** The outputs that it declares; asks for them once. */
    List<TensorSpec> outputs();

    /**
     * Runs it.
     *
     * @param inputs by name; they were held against {@link #inputs} already
     * @param wanted names of declared outputs, at least one
     * @return the wanted outputs, each in the type and a shape that was declared
     * @throws OnnxException with a message for a person
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs, Collection<String> wanted, Cancellation cancellation);
}
