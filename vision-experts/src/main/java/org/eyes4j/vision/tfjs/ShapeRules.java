package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eyes4j.vision.tfjs.Operand.Layout;
import org.eyes4j.vision.tfjs.Rules.Rule;

/** Operators that move elements about without changing them: reshaping, transposing, stacking, joining, padding, repeating. */
final class ShapeRules {
    private ShapeRules() {}

    static Map<String, Rule> rules() {
        return Map.ofEntries(
                Map.entry("Shape", ShapeRules::shape),
                Map.entry("Reshape", s -> reshape(s, reshaped(s))),
                Map.entry("Squeeze", s -> reshape(s, squeezed(s))),
                Map.entry("ExpandDims", s -> reshape(s, expanded(s))),
                Map.entry("Transpose", ShapeRules::transpose),
                Map.entry("Pack", ShapeRules::pack),
                Map.entry("Unpack", ShapeRules::unpack),
                Map.entry("ConcatV2", ShapeRules::concat),
                Map.entry("Pad", ShapeRules::pad),
                Map.entry("PadV2", ShapeRules::pad),
                Map.entry("Tile", ShapeRules::tile),
                Map.entry("Fill", ShapeRules::fill));
    }

    private static void shape(Step step) {
        int[] dims = step.shape(0).dims().stream().mapToInt(Integer::intValue).toArray();
        step.constant(TensorData.ints(Shape.of(dims.length), dims));
    }

    private static void reshape(Step step, Shape to) {
        if (step.shape(0).equals(to)) {
            step.result(0, step.in(0));
            return;
        }
        String value = step.emit("Reshape", List.of(step.plain(0), step.longs(to.longs())));
        step.result(value, step.type(0), to, Layout.PLAIN);
    }

    /** The shape that a {@code Reshape} asks for, with -1 filled in. */
    static Shape reshaped(Step step) throws IOException {
        long[] to = step.integers(1);
        Shape from = step.shape(0);
        long known = Arrays.stream(to).filter(d -> d != -1).reduce(1, (a, b) -> multiply(a, b));
        long open = Arrays.stream(to).filter(d -> d == -1).count();
        boolean fits = open == 0 ? known == from.elements() : open == 1 && known > 0 && from.elements() % known == 0;
        if (!fits) {
            throw new UnsupportedGraph("a shape of " + Arrays.toString(to) + " for an input of shape " + from);
        }
        return Shape.of(Arrays.stream(to)
                .map(d -> d == -1 ? from.elements() / known : d)
                .toArray());
    }

    private static long multiply(long a, long b) {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw new UnsupportedGraph("a shape whose size overflows");
        }
    }

    static Shape squeezed(Step step) {
        Shape x = step.shape(0);
        List<Integer> axes =
                step.attributes().integers("squeeze_dims").stream().map(x::axis).toList();
        IntStream dropped = axes.isEmpty()
                ? IntStream.range(0, x.rank()).filter(i -> x.dim(i) == 1)
                : axes.stream().mapToInt(Integer::intValue).distinct();
        Shape out = x;
        for (int axis : dropped.boxed().sorted((a, b) -> b - a).toList()) {
            if (x.dim(axis) != 1) {
                throw new UnsupportedGraph("squeezing axis " + axis + " of shape " + x);
            }
            out = out.without(axis);
        }
        return out;
    }

    static Shape expanded(Step step) throws IOException {
        Shape x = step.shape(0);
        return x.inserted(Shape.axis(step.integer(1), x.rank() + 1), 1);
    }

    private static void transpose(Step step) throws IOException {
        Shape x = step.shape(0);
        int[] order = Arrays.stream(step.integers(1)).mapToInt(x::axis).toArray();
        if (order.length != x.rank() || Arrays.stream(order).distinct().count() != order.length) {
            throw new UnsupportedGraph("an order of " + Arrays.toString(order) + " for the axes of shape " + x);
        }
        String value = step.emit(
                "Transpose",
                List.of(step.plain(0)),
                OnnxAttribute.integers("perm", Arrays.stream(order).boxed().toList()));
        step.result(value, step.type(0), x.permute(order), Layout.PLAIN);
    }

    private static void pack(Step step) {
        Shape x = step.shape(0);
        int axis = Shape.axis(step.attributes().integer("axis", 0), x.rank() + 1);
        Shape row = x.inserted(axis, 1);
        for (int i = 0; i < step.inputs(); i++) {
            if (!step.shape(i).equals(x) || step.type(i) != step.type(0)) {
                throw new UnsupportedGraph("packing " + step.type(0) + x + " with " + step.type(i) + step.shape(i));
            }
        }
        String shape = step.longs(row.longs());
        List<String> rows = IntStream.range(0, step.inputs())
                .mapToObj(i -> step.emit("Reshape", List.of(step.plain(i), shape)))
                .toList();
        String value = rows.size() == 1 ? rows.get(0) : step.emit("Concat", rows, OnnxAttribute.integer("axis", axis));
        step.result(value, step.type(0), row.with(axis, rows.size()), Layout.PLAIN);
    }

    private static void unpack(Step step) {
        Shape x = step.shape(0);
        int axis = x.axis(step.attributes().integer("axis", 0));
        int count = x.dim(axis);
        Shape row = x.without(axis);
        if (count == 0 || step.attributes().integer("num", count) != count) {
            throw new UnsupportedGraph("unpacking axis " + axis + " of shape " + x + " into "
                    + step.attributes().integer("num", count));
        }
        List<String> parts = count == 1
                ? List.of(step.plain(0))
                : step.emit("Split", List.of(step.plain(0)), count, OnnxAttribute.integer("axis", axis));
        String shape = step.longs(row.longs());
        for (int i = 0; i < count; i++) {
            step.result(i, step.emit("Reshape", List.of(parts.get(i), shape)), step.type(0), row, Layout.PLAIN);
        }
    }

    private static void concat(Step step) throws IOException {
        int count = step.inputs() - 1;
        Shape out = step.shape(0);
        int axis = out.axis(step.integer(count));
        boolean channelsFirst = out.rank() == 4;
        long size = 0;
        for (int i = 0; i < count; i++) {
            Shape x = step.shape(i);
            if (x.rank() != out.rank() || !x.with(axis, 0).equals(out.with(axis, 0)) || step.type(i) != step.type(0)) {
                throw new UnsupportedGraph(
                        "joining " + step.type(0) + out + " with " + step.type(i) + x + " along axis " + axis);
            }
            size += x.dim(axis);
            channelsFirst &= step.isChannelsFirst(i);
        }
        long[] dims = out.longs();
        dims[axis] = size;
        Layout layout = channelsFirst ? Layout.CHANNELS_FIRST : Layout.PLAIN;
        List<String> inputs =
                IntStream.range(0, count).mapToObj(i -> step.in(i, layout)).toList();
        String value = step.emit("Concat", inputs, OnnxAttribute.integer("axis", axisIn(layout, axis)));
        step.result(value, step.type(0), Shape.of(dims), layout);
    }

    /** Where an axis of NHWC lies in a layout. */
    static int axisIn(Layout layout, int axis) {
        return layout == Layout.PLAIN ? axis : List.of(0, 2, 3, 1).get(axis);
    }

    private static void pad(Step step) throws IOException {
        Shape x = step.shape(0);
        int rank = x.rank();
        long[] pads = step.integers(1);
        if (pads.length != 2 * rank || Arrays.stream(pads).anyMatch(p -> p < 0 || p > 1 << 24)) {
            throw new UnsupportedGraph("paddings " + Arrays.toString(pads) + " for an input of shape " + x);
        }
        Layout layout = step.layout(0);
        long[] onnx = new long[2 * rank];
        long[] out = x.longs();
        for (int i = 0; i < rank; i++) {
            out[i] += pads[2 * i] + pads[2 * i + 1];
            onnx[axisIn(layout, i)] = pads[2 * i];
            onnx[rank + axisIn(layout, i)] = pads[2 * i + 1];
        }
        List<String> inputs = step.op().equals("PadV2")
                ? List.of(step.in(0, layout), step.longs(onnx), step.plain(2))
                : List.of(step.in(0, layout), step.longs(onnx));
        step.result(step.emit("Pad", inputs), step.type(0), Shape.of(out), layout);
    }

    private static void tile(Step step) throws IOException {
        Shape x = step.shape(0);
        long[] times = step.integers(1);
        if (times.length != x.rank() || Arrays.stream(times).anyMatch(t -> t < 1)) {
            throw new UnsupportedGraph("repeating " + Arrays.toString(times) + " times an input of shape " + x);
        }
        long[] out = x.longs();
        for (int i = 0; i < out.length; i++) {
            out[i] = multiply(out[i], times[i]);
        }
        String value = step.emit("Tile", List.of(step.plain(0), step.longs(times)));
        step.result(value, step.type(0), Shape.of(out), Layout.PLAIN);
    }

    private static void fill(Step step) throws IOException {
        Shape out = Shape.of(step.integers(0));
        String value = step.emit("Expand", List.of(step.plain(1), step.longs(out.longs())));
        step.result(value, step.type(1), out, Layout.PLAIN);
    }
}
