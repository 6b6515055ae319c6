package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eyes4j.vision.tfjs.Operand.Layout;
import org.eyes4j.vision.tfjs.Rules.Rule;

/** Operators that sum up: reductions, soft maximum, matrix products. */
final class ReductionRules {
    private ReductionRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "Mean", s -> reduce(s, "ReduceMean"),
                "Max", s -> reduce(s, "ReduceMax"),
                "Min", s -> reduce(s, "ReduceMin"),
                "Prod", s -> reduce(s, "ReduceProd"),
                "Sum", s -> reduce(s, "ReduceSum"),
                "ArgMax", s -> arg(s, "ArgMax"),
                "ArgMin", s -> arg(s, "ArgMin"),
                "Softmax", ReductionRules::softmax,
                "MatMul", ReductionRules::product,
                "_FusedMatMul", ReductionRules::product);
    }

    private static void reduce(Step step, String op) throws IOException {
        Shape x = step.shape(0);
        SortedSet<Integer> axes = new TreeSet<>();
        for (long axis : step.integers(1)) {
            axes.add(x.axis(axis));
        }
        boolean keep = step.attributes().flag("keep_dims");
        // dropping all of height and width leaves [batch, channels], whichever layout they were dropped from
        boolean fits = step.isChannelsFirst(0) && (keep || axes.equals(new TreeSet<>(List.of(1, 2))));
        Layout layout = fits ? Layout.CHANNELS_FIRST : Layout.PLAIN;
        List<Integer> in =
                axes.stream().map(a -> ShapeRules.axisIn(layout, a)).sorted().toList();
        String value = op.equals("ReduceSum")
                ? step.emit(
                        op,
                        List.of(
                                step.in(0, layout),
                                step.longs(in.stream().mapToLong(i -> i).toArray())),
                        OnnxAttribute.integer("keepdims", keep ? 1 : 0),
                        OnnxAttribute.integer("noop_with_empty_axes", 1))
                : reduce(step, op, step.in(0, layout), in, keep);
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            if (!axes.contains(i)) {
                out.add(x.dim(i));
            } else if (keep) {
                out.add(1);
            }
        }
        step.result(value, step.type(0), new Shape(out), keep ? layout : Layout.PLAIN);
    }

    private static String reduce(Step step, String op, String value, List<Integer> axes, boolean keep) {
        if (axes.isEmpty()) {
            return value;
        }
        if (op.equals("ReduceMean") && step.isChannelsFirst(0) && axes.equals(List.of(2, 3)) && keep) {
            return step.emit("GlobalAveragePool", List.of(value)); // the same, and faster
        }
        return step.emit(
                op,
                List.of(value),
                OnnxAttribute.integers("axes", axes),
                OnnxAttribute.integer("keepdims", keep ? 1 : 0));
    }

    private static void arg(Step step, String op) throws IOException {
        Shape x = step.shape(0);
        int axis = x.axis(step.inputs() > 1 ? step.integer(1) : 0);
        String index = step.emit(
                op, List.of(step.plain(0)), OnnxAttribute.integer("axis", axis), OnnxAttribute.integer("keepdims", 0));
        step.result(step.cast(index, TfjsType.INT32), TfjsType.INT32, x.without(axis), Layout.PLAIN);
    }

    private static void softmax(Step step) {
        Shape x = step.shape(0);
        if (x.rank() == 0) {
            throw new UnsupportedGraph("a soft maximum of a scalar");
        }
        String value = step.emit("Softmax", List.of(step.plain(0)), OnnxAttribute.integer("axis", x.rank() - 1L));
        step.result(value, step.type(0), x, Layout.PLAIN);
    }

    private static void product(Step step) {
        step.require(TfjsType.FLOAT32);
        boolean transposeA = step.attributes().flag("transpose_a");
        boolean transposeB = step.attributes().flag("transpose_b");
        Shape a = transposeA ? step.shape(0, 2).permute(1, 0) : step.shape(0, 2);
        Shape b = transposeB ? step.shape(1, 2).permute(1, 0) : step.shape(1, 2);
        if (a.dim(1) != b.dim(0)) {
            throw new UnsupportedGraph("a product of shapes " + step.shape(0) + " and " + step.shape(1));
        }
        List<String> inputs = new ArrayList<>(Arrays.asList(step.plain(0), step.plain(1)));
        Fused fused = Fused.of(step, 2);
        fused.bias().ifPresent(bias -> inputs.add(step.plain(bias)));
        String value = step.emit(
                "Gemm",
                inputs,
                OnnxAttribute.integer("transA", transposeA ? 1 : 0),
                OnnxAttribute.integer("transB", transposeB ? 1 : 0));
        Shape out = Shape.of(a.dim(0), b.dim(1));
        step.result(fused.activate(step, value, Layout.PLAIN), TfjsType.FLOAT32, out, Layout.PLAIN);
    }
}
