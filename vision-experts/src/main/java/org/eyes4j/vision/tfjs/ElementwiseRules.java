package org.eyes4j.vision.tfjs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eyes4j.vision.tfjs.Operand.Computed;
import org.eyes4j.vision.tfjs.Operand.Constant;
import org.eyes4j.vision.tfjs.Operand.Layout;
import org.eyes4j.vision.tfjs.Rules.Rule;

/** Operators that work element by element. They follow the layout of their operands, so convolutions need no transposes between them. */
final class ElementwiseRules {
    private static final Map<String, String> UNARY = Map.ofEntries(
            Map.entry("Relu", "Relu"),
            Map.entry("Elu", "Elu"),
            Map.entry("Selu", "Selu"),
            Map.entry("Softplus", "Softplus"),
            Map.entry("Sigmoid", "Sigmoid"),
            Map.entry("Tanh", "Tanh"),
            Map.entry("Exp", "Exp"),
            Map.entry("Log", "Log"),
            Map.entry("Sqrt", "Sqrt"),
            Map.entry("Neg", "Neg"),
            Map.entry("Abs", "Abs"),
            Map.entry("Floor", "Floor"),
            Map.entry("Ceil", "Ceil"),
            Map.entry("Round", "Round"),
            Map.entry("Reciprocal", "Reciprocal"),
            Map.entry("LogicalNot", "Not"));
    private static final Map<String, String> BINARY = Map.ofEntries(
            Map.entry("Add", "Add"),
            Map.entry("AddV2", "Add"),
            Map.entry("BiasAdd", "Add"),
            Map.entry("Sub", "Sub"),
            Map.entry("Mul", "Mul"),
            Map.entry("Pow", "Pow"),
            Map.entry("Minimum", "Min"),
            Map.entry("Maximum", "Max"));
    private static final Map<String, String> COMPARISON = Map.of(
            "Equal", "Equal",
            "Greater", "Greater",
            "GreaterEqual", "GreaterOrEqual",
            "Less", "Less",
            "LessEqual", "LessOrEqual",
            "LogicalAnd", "And",
            "LogicalOr", "Or");

    private ElementwiseRules() {}

    static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        UNARY.forEach((op, onnx) -> rules.put(op, s -> unary(s, x -> s.emit(onnx, List.of(x)))));
        BINARY.forEach((op, onnx) -> rules.put(op, s -> binary(s, s.type(0), (a, b) -> s.emit(onnx, List.of(a, b)))));
        COMPARISON.forEach((op, onnx) ->
                rules.put(op, s -> binary(s, TfjsType.BOOL, (a, b) -> s.emit(onnx, List.of(a, b)))));
        rules.put("Relu6", s -> unary(s, x -> s.emit("Clip", List.of(x, s.scalar(0), s.scalar(6)))));
        rules.put("Rsqrt", s -> unary(s, x -> s.emit("Reciprocal", List.of(s.emit("Sqrt", List.of(x))))));
        rules.put("Square", s -> unary(s, x -> s.emit("Mul", List.of(x, x))));
        rules.put(
                "LeakyRelu",
                s -> unary(
                        s,
                        x -> s.emit(
                                "LeakyRelu",
                                List.of(x),
                                OnnxAttribute.real("alpha", s.attributes().real("alpha", 0.2)))));
        rules.put("Prelu", s -> binary(s, TfjsType.FLOAT32, (x, slope) -> s.emit("PRelu", List.of(x, slope))));
        rules.put("SquaredDifference", s -> binary(s, s.type(0), (a, b) -> squaredDifference(s, a, b)));
        rules.put("RealDiv", ElementwiseRules::realDivision);
        rules.put("Div", s -> division(s));
        rules.put("FloorDiv", s -> binary(s, s.type(0), (a, b) -> floorDivision(s, a, b)));
        rules.put("FloorMod", s -> binary(s, s.type(0), (a, b) -> floorModulus(s, a, b)));
        rules.put("AddN", ElementwiseRules::sum);
        rules.put("Select", ElementwiseRules::select);
        rules.put("SelectV2", ElementwiseRules::select);
        rules.put("Cast", ElementwiseRules::cast);
        for (String op : List.of("Identity", "StopGradient", "PreventGradient", "Snapshot")) {
            rules.put(op, s -> s.result(0, s.in(0)));
        }
        return rules;
    }

    @FunctionalInterface
    private interface Unary {
        String emit(String x);
    }

    @FunctionalInterface
    private interface Binary {
        String emit(String a, String b);
    }

    private static void unary(Step step, Unary emit) {
        Layout layout = step.layout(0);
        step.result(emit.emit(step.in(0, layout)), step.type(0), step.shape(0), layout);
    }

    private static void binary(Step step, TfjsType result, Binary emit) {
        if (step.type(0) != step.type(1)) {
            throw new UnsupportedGraph("operands of types " + step.type(0) + " and " + step.type(1));
        }
        Layout layout = common(step);
        Shape shape = step.shape(0).broadcast(step.shape(1));
        step.result(emit.emit(step.in(0, layout), step.in(1, layout)), result, shape, layout);
    }

    /** NCHW when an operand has it already and every other can be brought to it. */
    private static Layout common(Step step) {
        boolean any = IntStream.range(0, step.inputs()).anyMatch(step::isChannelsFirst);
        boolean all = step.all().stream().allMatch(ElementwiseRules::canBeChannelsFirst);
        return any && all ? Layout.CHANNELS_FIRST : Layout.PLAIN;
    }

    private static boolean canBeChannelsFirst(Operand operand) {
        int rank = operand.shape().rank();
        if (operand instanceof Constant) {
            return rank <= 4;
        }
        return operand instanceof Computed
                && (rank == 4 || (rank < 4 && operand.shape().elements() == 1));
    }

    private static String squaredDifference(Step step, String a, String b) {
        String difference = step.emit("Sub", List.of(a, b));
        return step.emit("Mul", List.of(difference, difference));
    }

    private static void realDivision(Step step) {
        step.require(TfjsType.FLOAT32);
        binary(step, TfjsType.FLOAT32, (a, b) -> step.emit("Div", List.of(a, b)));
    }

    private static void division(Step step) {
        if (step.type(0) == TfjsType.FLOAT32) {
            realDivision(step);
        } else {
            binary(step, step.type(0), (a, b) -> floorDivision(step, a, b));
        }
    }

    /** ONNX divides integers towards zero, TensorFlow down: what the modulus leaves over is taken off first. */
    private static String floorDivision(Step step, String a, String b) {
        if (step.type(0) == TfjsType.FLOAT32) {
            return step.emit("Floor", List.of(step.emit("Div", List.of(a, b))));
        }
        String modulus = step.emit("Mod", List.of(a, b));
        return step.emit("Div", List.of(step.emit("Sub", List.of(a, modulus)), b));
    }

    /** The modulus has the divisor's sign, as in Python; ONNX offers that for integers only. */
    private static String floorModulus(Step step, String a, String b) {
        if (step.type(0) != TfjsType.FLOAT32) {
            return step.emit("Mod", List.of(a, b));
        }
        String whole = step.emit("Mul", List.of(floorDivision(step, a, b), b));
        return step.emit("Sub", List.of(a, whole));
    }

    private static void sum(Step step) {
        Layout layout = common(step);
        Shape shape = step.shape(0);
        String value = step.in(0, layout);
        for (int i = 1; i < step.inputs(); i++) {
            if (step.type(i) != step.type(0)) {
                throw new UnsupportedGraph("operands of types " + step.type(0) + " and " + step.type(i));
            }
            shape = shape.broadcast(step.shape(i));
            value = step.emit("Add", List.of(value, step.in(i, layout)));
        }
        step.result(value, step.type(0), shape, layout);
    }

    private static void select(Step step) {
        if (step.shape(0).rank() == 1
                && step.op().equals("Select")
                && step.shape(1).rank() > 1) {
            throw new UnsupportedGraph("a condition of rank 1 that selects rows");
        }
        Layout layout = common(step);
        Shape shape = step.shape(0).broadcast(step.shape(1)).broadcast(step.shape(2));
        String value = step.emit("Where", List.of(step.in(0, layout), step.in(1, layout), step.in(2, layout)));
        step.result(value, step.type(1), shape, layout);
    }

    private static void cast(Step step) {
        TfjsType to = step.attributes().type("DstT");
        if (to == step.type(0)) {
            step.result(0, step.in(0));
            return;
        }
        Layout layout = step.layout(0);
        step.result(step.cast(step.in(0, layout), to), to, step.shape(0), layout);
    }
}
