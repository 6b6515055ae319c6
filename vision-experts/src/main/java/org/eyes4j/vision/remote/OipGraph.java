package org.eyes4j.vision.remote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.onnx.DistantGraph;
import org.eyes4j.vision.onnx.ElementType;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;
import org.eyes4j.vision.remote.RemoteException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A graph that a server of the Open Inference Protocol runs. What it declares is asked once; each answer is held against that.
 * Thread-safe.
 */
final class OipGraph implements DistantGraph {
    private record Declared(Map<String, TensorSpec> inputs, Map<String, TensorSpec> outputs) {}

    private final String name;
    private final Endpoint endpoint;
    private final OipClient client;
    private final Map<String, String> theirs;
    private final Map<String, String> ours;
    private volatile @Nullable Declared declared;

    OipGraph(RemoteGraph where, Endpoint endpoint, OipClient client) {
        this.name = where.model() + (where.version().isEmpty() ? "" : " " + where.version()) + " at " + endpoint.name();
        this.endpoint = endpoint;
        this.client = client;
        this.theirs = where.names();
        Map<String, String> back = new HashMap<>();
        theirs.forEach((own, other) -> back.put(other, own));
        this.ours = Map.copyOf(back);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.copyOf(declared().inputs().values());
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.copyOf(declared().outputs().values());
    }

    private Declared declared() {
        Declared known = declared;
        if (known == null) {
            Cancellation never = new Cancellation();
            known = told(() -> {
                OipClient.Ports metadata = endpoint.call(true, never, deadline -> client.metadata(deadline, never));
                return new Declared(specs("input", metadata.inputs()), specs("output", metadata.outputs()));
            });
            declared = known;
        }
        return known;
    }

    private Map<String, TensorSpec> specs(String what, List<OipPort> ports) {
        if (ports.isEmpty()) {
            throw wrong("expected its metadata to tell at least one " + what + ", found none");
        }
        Map<String, TensorSpec> specs = new LinkedHashMap<>();
        for (OipPort port : ports) {
            String own = ours.getOrDefault(port.name(), port.name());
            ElementType type = OipType.read(port.datatype())
                    .orElseThrow(() -> wrong(what + " \"" + port.name() + "\" holds " + port.datatype()
                            + " elements; eyes4j feeds and reads FP32, FP16, INT64, INT32, INT8, UINT8 and BOOL"));
            specs.put(
                    own,
                    new TensorSpec(
                            own,
                            type,
                            port.shape().stream().map(s -> Math.max(s, -1)).toList(),
                            Collections.nCopies(port.shape().size(), "")));
        }
        return specs;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, Collection<String> wanted, Cancellation cancellation) {
        Declared known = declared();
        List<OipInput> sent = new ArrayList<>();
        // In the server's order: some take inputs by their place.
        known.inputs().forEach((own, spec) -> {
            Tensor tensor = inputs.get(own);
            if (tensor != null) {
                sent.add(new OipInput(theirs.getOrDefault(own, own), spec.type(), tensor));
            }
        });
        List<String> asked =
                wanted.stream().map(own -> theirs.getOrDefault(own, own)).toList();
        return told(() -> {
            List<OipTensor> came =
                    endpoint.call(true, cancellation, deadline -> client.infer(sent, asked, deadline, cancellation));
            return checked(came, wanted, known.outputs());
        });
    }

    private Map<String, Tensor> checked(
            List<OipTensor> came, Collection<String> wanted, Map<String, TensorSpec> outputs) {
        Map<String, OipTensor> byName = new LinkedHashMap<>();
        came.forEach(tensor -> byName.put(ours.getOrDefault(tensor.name(), tensor.name()), tensor));
        Map<String, Tensor> checked = new LinkedHashMap<>();
        for (String own : wanted) {
            OipTensor tensor = byName.get(own);
            if (tensor == null) {
                throw wrong("expected output \"" + own + "\" in its answer, found "
                        + (byName.isEmpty() ? "none" : "only " + String.join(", ", byName.keySet())));
            }
            TensorSpec spec = outputs.get(own);
            if (spec == null) {
                throw new IllegalArgumentException("Output " + own + " is not declared");
            }
            if (!tensor.datatype().equals(OipType.of(spec.type())) || !spec.accepts(tensor.shape())) {
                throw wrong("expected output " + spec + " as it declared, found " + tensor.datatype() + tensor.shape());
            }
            checked.put(own, tensor(own, spec.type(), tensor));
        }
        return checked;
    }

    private Tensor tensor(String own, ElementType type, OipTensor tensor) {
        try {
            return Tensor.ofRaw(type, tensor.shape(), tensor.data());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong("output \"" + own + "\" cannot be: " + e.getMessage());
        }
    }

    private RemoteException wrong(String what) {
        return new RemoteException(Kind.WRONG_ANSWER, name + ": " + what);
    }

    private static <T> T told(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (RemoteException e) {
            OnnxException.Kind kind = switch (e.kind()) {
                case UNREACHABLE -> OnnxException.Kind.UNREACHABLE;
                case TIMED_OUT -> OnnxException.Kind.TIMED_OUT;
                case CANCELLED -> OnnxException.Kind.CANCELLED;
                case MISCONFIGURED -> OnnxException.Kind.MISCONFIGURED;
                case REFUSED, WRONG_ANSWER -> OnnxException.Kind.RUN_FAILED;
            };
            throw new OnnxException(kind, String.valueOf(e.getMessage()), e);
        }
    }
}
