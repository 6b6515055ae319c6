package org.eyes4j.vision.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Whether tensors fit what a model declares, told in full before ONNX Runtime sees them. */
final class InputCheck {
    private InputCheck() {}

    /** @throws OnnxException of kind {@code BAD_INPUT} that lists every fault and what the model takes */
    static void check(
            String model,
            Map<String, TensorSpec> inputs,
            Map<String, Tensor> fed,
            Map<String, HeldTensor> held,
            Map<String, TensorSpec> outputs,
            Collection<String> wanted) {
        List<String> faults = new ArrayList<>();
        for (TensorSpec spec : inputs.values()) {
            String name = spec.name();
            Tensor tensor = fed.get(name);
            HeldTensor kept = held.get(name);
            if (kept != null) {
                if (!spec.accepts(kept.shape())) {
                    faults.add("input \"" + name + "\" must have the shape "
                            + spec.toString().substring(name.length() + 1) + ", got " + kept);
                }
            } else if (tensor == null) {
                faults.add("input \"" + name + "\" is missing");
            } else if (tensor.type() != spec.type().held()) {
                faults.add("input \"" + name + "\" must be " + spec.type() + ", got " + tensor);
            } else if (!spec.accepts(tensor.shape())) {
                faults.add("input \"" + name + "\" must have the shape "
                        + spec.toString().substring(name.length() + 1) + ", got " + tensor);
            }
        }
        unknown("input", fed.keySet(), inputs, faults);
        unknown("input", held.keySet(), inputs, faults);
        unknown("output", wanted, outputs, faults);
        if (!faults.isEmpty()) {
            throw new OnnxException(
                    OnnxException.Kind.BAD_INPUT,
                    "Model " + model + " cannot run: " + String.join("; ", faults) + ". Its inputs: " + list(inputs)
                            + ". Its outputs: " + list(outputs));
        }
    }

    private static void unknown(
            String what, Collection<String> names, Map<String, TensorSpec> known, List<String> faults) {
        for (String name : names) {
            if (!known.containsKey(name)) {
                faults.add("there is no " + what + " \"" + name + "\"");
            }
        }
    }

    private static String list(Map<String, TensorSpec> specs) {
        return String.join(
                ", ", specs.values().stream().map(TensorSpec::toString).toList());
    }
}
