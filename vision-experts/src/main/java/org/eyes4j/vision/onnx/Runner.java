package org.eyes4j.vision.onnx;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;

/** What an {@link OnnxModel} runs on, as its methods say it: a session of this process, or what runs elsewhere. */
interface Runner extends AutoCloseable {
    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    Map<String, String> metadata();

    /** Of its files. */
    long bytes();

    OnnxOutputs run(Map<String, Tensor> fed, Collection<String> wanted, Cancellation cancellation);

    OnnxOutputs runInto(TensorPool pool, Map<String, Tensor> fed, Collection<String> wanted, Cancellation cancellation);

    Map<String, HeldTensor> hold(
            Map<String, Tensor> fed,
            Map<String, HeldTensor> held,
            Collection<String> wanted,
            OnnxEngine engine,
            Cancellation cancellation);

    @Override
    void close();
}
