package org.eyes4j.vision.tfjs;

import java.util.List;
import java.util.OptionalInt;
import org.eyes4j.vision.tfjs.Operand.Layout;

/** What a fused operator does after its product: a bias, then an activation. {@code bias} and {@code slope} are indexes of inputs. */
record Fused(OptionalInt bias, String activation, OptionalInt slope) {
    /** Reads {@code fused_ops}; the extra inputs start at {@code firstExtra}. */
    static Fused of(Step step, int firstExtra) {
        List<String> ops = step.attributes().texts("fused_ops");
        if (ops.isEmpty()) {
            return new Fused(OptionalInt.empty(), "Linear", OptionalInt.empty());
        }
        if (!ops.get(0).equals("BiasAdd") || ops.size() > 2) {
            throw new UnsupportedGraph("fused with " + ops + " (expected BiasAdd and at most one activation)");
        }
        String activation = ops.size() == 2 ? ops.get(1) : "Linear";
        boolean prelu = activation.equals("Prelu");
        return new Fused(
                OptionalInt.of(firstExtra), activation, prelu ? OptionalInt.of(firstExtra + 1) : OptionalInt.empty());
    }

    String activate(Step step, String value, Layout layout) {
        return switch (activation) {
            case "Linear" -> value;
            case "Relu", "Elu", "Sigmoid", "Tanh" -> step.emit(activation, List.of(value));
            case "Relu6" -> step.emit("Clip", List.of(value, step.scalar(0), step.scalar(6)));
            case "LeakyRelu" ->
                step.emit(
                        "LeakyRelu",
                        List.of(value),
                        OnnxAttribute.real("alpha", step.attributes().real("leakyrelu_alpha", 0.2)));
            case "Prelu" -> step.emit("PRelu", List.of(value, step.in(slope.orElseThrow(), layout)));
            default -> throw new UnsupportedGraph("fused with the activation " + activation);
        };
    }
}
