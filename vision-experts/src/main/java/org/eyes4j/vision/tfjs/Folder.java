package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.eyes4j.vision.tfjs.Operand.Constant;

/**
 * Computes small constants while importing, so that shapes and axes are known to the rules. Larger constants, and operators that shape
 * arithmetic does not use, go into the ONNX graph, whose runtime folds them when it loads.
 *
 * <p>Numbers are computed as doubles and rounded to the result's type once, which for the four operations equals computing in float or int.
 */
final class Folder {
    private static final int MAX_ELEMENTS = 1024;

    private Folder() {}

    /** The value of a step whose inputs are all small constants; empty when the step must be translated. */
    static Optional<TensorData> fold(Step step) throws IOException {
        if (step.inputs() == 0 || !step.all().stream().allMatch(Folder::isSmall)) {
            return Optional.empty();
        }
        List<TensorData> in = new ArrayList<>();
        for (int i = 0; i < step.inputs(); i++) {
            in.add(step.constant(i).loader().load());
        }
        TensorData x = in.get(0);
        return switch (step.op()) {
            case "Add", "AddV2" -> binary(in, Double::sum);
            case "Sub" -> binary(in, (a, b) -> a - b);
            case "Mul" -> binary(in, (a, b) -> a * b);
            case "Minimum" -> binary(in, Math::min);
            case "Maximum" -> binary(in, Math::max);
            case "RealDiv" -> x.type() == TfjsType.FLOAT32 ? binary(in, (a, b) -> a / b) : Optional.empty();
            case "FloorDiv" -> divisible(in) ? binary(in, (a, b) -> Math.floor(a / b)) : Optional.empty();
            case "Cast" -> Optional.of(TensorData.of(step.attributes().type("DstT"), x.shape(), x::number));
            case "Reshape" -> Optional.of(x.reshape(ShapeRules.reshaped(step)));
            case "Squeeze" -> Optional.of(x.reshape(ShapeRules.squeezed(step)));
            case "ExpandDims" -> Optional.of(x.reshape(ShapeRules.expanded(step)));
            case "Pack" -> pack(step, in);
            case "ConcatV2" -> concat(in.subList(0, in.size() - 1));
            case "StridedSlice" -> stridedSlice(step, x);
            case "GatherV2" -> gather(in);
            default -> Optional.empty();
        };
    }

    private static boolean isSmall(Operand operand) {
        return operand instanceof Constant && operand.shape().elements() <= MAX_ELEMENTS;
    }

    private static boolean divisible(List<TensorData> in) {
        for (int i = 0; i < in.get(1).size(); i++) {
            if (in.get(1).number(i) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Element-wise on equal shapes, or with a single number on one side. */
    private static Optional<TensorData> binary(List<TensorData> in, DoubleBinaryOperator operator) {
        if (in.size() != 2 || in.get(0).type() != in.get(1).type()) {
            return Optional.empty();
        }
        TensorData a = in.get(0);
        TensorData b = in.get(1);
        if (!a.shape().equals(b.shape()) && a.size() != 1 && b.size() != 1) {
            return Optional.empty();
        }
        Shape shape = a.shape().broadcast(b.shape());
        return Optional.of(TensorData.of(
                a.type(),
                shape,
                i -> operator.applyAsDouble(a.number(a.size() == 1 ? 0 : i), b.number(b.size() == 1 ? 0 : i))));
    }

    private static Optional<TensorData> pack(Step step, List<TensorData> in) {
        TensorData first = in.get(0);
        boolean scalars = in.stream().allMatch(t -> t.shape().rank() == 0 && t.type() == first.type());
        if (!scalars || step.attributes().integer("axis", 0) != 0) {
            return Optional.empty();
        }
        return Optional.of(
                TensorData.of(first.type(), Shape.of(in.size()), i -> in.get(i).number(0)));
    }

    private static Optional<TensorData> concat(List<TensorData> in) {
        if (in.isEmpty()
                || !in.stream()
                        .allMatch(t ->
                                t.shape().rank() == 1 && t.type() == in.get(0).type())) {
            return Optional.empty();
        }
        if (in.stream().mapToLong(TensorData::size).sum() > MAX_ELEMENTS) {
            return Optional.empty();
        }
        List<Double> all = new ArrayList<>();
        for (TensorData t : in) {
            for (int i = 0; i < t.size(); i++) {
                all.add(t.number(i));
            }
        }
        return Optional.of(TensorData.of(in.get(0).type(), Shape.of(all.size()), all::get));
    }

    private static Optional<TensorData> stridedSlice(Step step, TensorData x) throws IOException {
        List<StridedRange> ranges = StridedRange.of(step);
        if (x.shape().rank() != 1 || ranges.size() != 1) {
            return Optional.empty();
        }
        StridedRange range = ranges.get(0);
        Shape shape = range.shrink() ? Shape.SCALAR : Shape.of(range.count());
        return Optional.of(TensorData.of(x.type(), shape, i -> x.number(range.begin() + i * range.stride())));
    }

    private static Optional<TensorData> gather(List<TensorData> in) {
        TensorData x = in.get(0);
        TensorData at = in.get(1);
        if (x.shape().rank() != 1) {
            return Optional.empty();
        }
        return Optional.of(TensorData.of(x.type(), at.shape(), i -> {
            int index = (int) at.number(i);
            if (index < 0 || index >= x.size()) {
                throw new UnsupportedGraph("index " + index + " of an axis of " + x.size());
            }
            return x.number(index);
        }));
    }
}
