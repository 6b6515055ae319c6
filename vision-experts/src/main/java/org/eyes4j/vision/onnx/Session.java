package org.eyes4j.vision.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.eyes4j.tools.Cancellation;
import org.jspecify.annotations.Nullable;

/** A loaded model. Thread-safe until closed; whoever holds it sees to it that nothing runs then. */
final class Session implements Runner {
    private final String model;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean shrink;
    private final Map<String, TensorSpec> inputs;
    private final Map<String, TensorSpec> outputs;
    private final long bytes;
    private final LongAdder nanos;

    private Session(
            String model,
            OrtEnvironment environment,
            OrtSession session,
            boolean shrink,
            Map<String, TensorSpec> inputs,
            Map<String, TensorSpec> outputs,
            long bytes,
            LongAdder nanos) {
        this.model = model;
        this.environment = environment;
        this.session = session;
        this.shrink = shrink;
        this.inputs = inputs;
        this.outputs = outputs;
        this.bytes = bytes;
        this.nanos = nanos;
    }

    /**
     * @param planned whether it keeps a plan of a run's memory, and all of that memory, beside the arena
     * @param nanos told how long the runtime itself runs
     */
    static Session open(
            ModelFile file, OrtEnvironment environment, OnnxSettings settings, boolean planned, LongAdder nanos) {
        String model = String.valueOf(file.path().getFileName());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", settings.spin() ? "1" : "0");
            // Some 6 % quicker for a small detector; 200 MB more for SAM's encoder, and no quicker.
            options.setMemoryPatternOptimization(planned);
            // Threads that wait actively for the next run would take a core from what comes between two runs.
            options.addConfigEntry("session.force_spinning_stop", "1");
            OrtSession session = environment.createSession(file.path().toString(), options);
            try {
                return new Session(
                        model,
                        environment,
                        session,
                        settings.shrinkAfterRun(),
                        specs(session.getInputInfo(), model),
                        specs(session.getOutputInfo(), model),
                        file.bytes(),
                        nanos);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new OnnxException(OnnxException.Kind.BROKEN, LoadFault.of(file, String.valueOf(e.getMessage())), e);
        }
    }

    private static Map<String, TensorSpec> specs(Map<String, NodeInfo> nodes, String model) {
        Map<String, TensorSpec> specs = new LinkedHashMap<>();
        nodes.forEach((name, node) -> specs.put(name, TensorSpec.of(node, model)));
        return specs;
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.copyOf(inputs.values());
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.copyOf(outputs.values());
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** What the exporter wrote beside the graph. */
    @Override
    public Map<String, String> metadata() {
        try {
            return Map.copyOf(session.getMetadata().getCustomMetadata());
        } catch (OrtException e) {
            throw new OnnxException(
                    OnnxException.Kind.BROKEN,
                    "The metadata of model " + model + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /** Runs with names, types and shapes that were not looked at yet. */
    @Override
    public OnnxOutputs run(Map<String, Tensor> fed, Collection<String> wanted, Cancellation cancellation) {
        Map<String, Tensor> answer = new LinkedHashMap<>();
        run(fed, Map.of(), Map.of(), wanted, cancellation, (name, tensor) -> copy(name, tensor, answer));
        return new OnnxOutputs(model, answer);
    }

    /** The same, where outputs of float32 whose shape the model fixes are written straight into memory of a pool. */
    @Override
    public OnnxOutputs runInto(
            TensorPool pool, Map<String, Tensor> fed, Collection<String> wanted, Cancellation cancellation) {
        Map<String, Tensor> answer = new LinkedHashMap<>();
        Map<String, Tensor> places = new LinkedHashMap<>();
        for (String name : wanted.isEmpty() ? outputs.keySet() : wanted) {
            TensorSpec spec = outputs.get(name);
            if (spec != null && spec.type() == ElementType.FLOAT32 && spec.isFixed()) {
                places.put(name, pool.write(buffer -> {}, Tensor.arrayOf(spec.shape())));
            }
        }
        try {
            run(fed, Map.of(), places, wanted, cancellation, (name, tensor) -> copy(name, tensor, answer));
        } catch (RuntimeException | Error e) {
            places.values().forEach(Tensor::close);
            throw e;
        }
        answer.putAll(places);
        return new OnnxOutputs(model, answer);
    }

    private static void copy(String name, OnnxTensor tensor, Map<String, Tensor> answer) {
        try (tensor) {
            answer.put(name, HeldTensor.copy(name, tensor));
        }
    }

    /** The same, where outputs stay in the runtime's memory, and some inputs come from there. */
    @Override
    public Map<String, HeldTensor> hold(
            Map<String, Tensor> fed,
            Map<String, HeldTensor> held,
            Collection<String> wanted,
            OnnxEngine engine,
            Cancellation cancellation) {
        RowPicker picker = engine.picker();
        Map<String, HeldTensor> answer = new LinkedHashMap<>();
        run(
                fed,
                held,
                Map.of(),
                wanted,
                cancellation,
                (name, tensor) -> answer.put(name, new HeldTensor(name, tensor, picker)));
        return answer;
    }

    /**
     * @param places memory to write outputs into; they are not answered
     * @param answer told of every other wanted output, which it is to close
     */
    private void run(
            Map<String, Tensor> fed,
            Map<String, HeldTensor> held,
            Map<String, Tensor> places,
            Collection<String> wanted,
            Cancellation cancellation,
            BiConsumer<String, OnnxTensor> answer) {
        InputCheck.check(model, inputs, fed, held, outputs, wanted);
        if (cancellation.isRequested()) {
            throw cancelled(null);
        }
        List<OnnxTensor> made = new ArrayList<>();
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            if (shrink) {
                options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            }
            Map<String, OnnxTensor> offered = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor> entry : fed.entrySet()) {
                OnnxTensor tensor = toOnnx(entry.getValue(), Objects.requireNonNull(inputs.get(entry.getKey())));
                made.add(tensor);
                offered.put(entry.getKey(), tensor);
            }
            held.forEach((name, tensor) -> offered.put(name, tensor.value()));
            Map<String, OnnxTensor> written = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor> place : places.entrySet()) {
                OnnxTensor tensor = create(environment, place.getValue());
                made.add(tensor);
                written.put(place.getKey(), tensor);
            }
            LinkedHashSet<String> names = new LinkedHashSet<>();
            for (String name : wanted.isEmpty() ? outputs.keySet() : wanted) {
                if (!places.containsKey(name)) {
                    names.add(name);
                }
            }
            Terminator terminator = new Terminator(options);
            try (Cancellation.Registration registration = cancellation.onRequest(terminator);
                    terminator) {
                // Not closed as a whole: each value is closed by whoever takes it.
                long start = System.nanoTime();
                OrtSession.Result result = session.run(offered, names, written, options);
                nanos.add(System.nanoTime() - start);
                try {
                    for (String name : names) {
                        answer.accept(name, (OnnxTensor) result.get(name).orElseThrow());
                    }
                } catch (RuntimeException e) {
                    result.close();
                    throw e;
                }
            }
        } catch (OrtException e) {
            if (cancellation.isRequested()) {
                throw cancelled(e);
            }
            throw new OnnxException(
                    OnnxException.Kind.RUN_FAILED,
                    "Model " + model + " failed while running on " + fed + ": " + e.getMessage(),
                    e);
        } finally {
            made.forEach(OnnxTensor::close);
        }
    }

    private OnnxException cancelled(@Nullable Throwable cause) {
        return new OnnxException(OnnxException.Kind.CANCELLED, "The run of model " + model + " was cancelled", cause);
    }

    private OnnxTensor toOnnx(Tensor tensor, TensorSpec spec) throws OrtException {
        if (spec.type() == ElementType.FLOAT16) {
            var half = Fp16Conversions.convertFloatBufferToFp16Buffer((FloatBuffer) tensor.directData());
            return OnnxTensor.createTensor(environment, half, Tensor.arrayOf(tensor.shape()), OnnxJavaType.FLOAT16);
        }
        return create(environment, tensor);
    }

    static OnnxTensor toOnnx(OrtEnvironment environment, Tensor tensor) {
        try {
            return create(environment, tensor);
        } catch (OrtException e) {
            throw new OnnxException(
                    OnnxException.Kind.BAD_INPUT, tensor + " cannot be handed over: " + e.getMessage(), e);
        }
    }

    private static OnnxTensor create(OrtEnvironment environment, Tensor tensor) throws OrtException {
        long[] shape = Tensor.arrayOf(tensor.shape());
        var data = tensor.directData();
        return switch (tensor.type()) {
            case FLOAT32 -> OnnxTensor.createTensor(environment, (FloatBuffer) data, shape);
            case INT64 -> OnnxTensor.createTensor(environment, (LongBuffer) data, shape);
            case INT32 -> OnnxTensor.createTensor(environment, (IntBuffer) data, shape);
            case INT8 -> OnnxTensor.createTensor(environment, (ByteBuffer) data, shape, OnnxJavaType.INT8);
            case UINT8 -> OnnxTensor.createTensor(environment, (ByteBuffer) data, shape, OnnxJavaType.UINT8);
            case BOOL -> OnnxTensor.createTensor(environment, (ByteBuffer) data, shape, OnnxJavaType.BOOL);
            case FLOAT16 -> throw new IllegalStateException("A tensor is never held as float16");
        };
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Model " + model + " cannot be closed: " + e.getMessage(), e);
        }
    }

    /** Stops a run; harmless once the run is over and its options are gone. */
    private static final class Terminator implements Runnable, AutoCloseable {
        private final OrtSession.RunOptions options;
        private boolean over;

        private Terminator(OrtSession.RunOptions options) {
            this.options = options;
        }

        @Override
        public synchronized void run() {
            if (!over) {
                try {
                    options.setTerminate(true);
                } catch (OrtException e) {
                    throw new IllegalStateException("A run cannot be stopped: " + e.getMessage(), e);
                }
            }
        }

        @Override
        public synchronized void close() {
            over = true;
        }
    }
}
