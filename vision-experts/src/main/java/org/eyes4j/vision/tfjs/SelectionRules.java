package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.vision.tfjs.Operand.Layout;
import org.eyes4j.vision.tfjs.Rules.Rule;

/** Operators that take parts of a tensor: slices, gathered rows, the largest elements. */
final class SelectionRules {
    private SelectionRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "Slice", SelectionRules::slice,
                "StridedSlice", SelectionRules::stridedSlice,
                "Split", SelectionRules::split,
                "GatherV2", SelectionRules::gather,
                "GatherNd", SelectionRules::gatherNd,
                "TopKV2", SelectionRules::topK);
    }

    private static void slice(Step step) throws IOException {
        Shape x = step.shape(0);
        long[] begin = step.integers(1);
        long[] size = step.integers(2);
        if (begin.length != x.rank() || size.length != x.rank()) {
            throw new UnsupportedGraph("a slice of " + begin.length + " axes of shape " + x);
        }
        long[] end = new long[begin.length];
        long[] out = new long[begin.length];
        long[] axes = new long[begin.length];
        for (int i = 0; i < begin.length; i++) {
            end[i] = size[i] == -1 ? x.dim(i) : begin[i] + size[i];
            out[i] = end[i] - begin[i];
            axes[i] = i;
            if (begin[i] < 0 || out[i] < 0 || end[i] > x.dim(i)) {
                throw new UnsupportedGraph(
                        "a slice from " + begin[i] + " to " + end[i] + " of axis " + i + " of shape " + x);
            }
        }
        String value = step.emit("Slice", List.of(step.plain(0), step.longs(begin), step.longs(end), step.longs(axes)));
        step.result(value, step.type(0), Shape.of(out), Layout.PLAIN);
    }

    private static void stridedSlice(Step step) throws IOException {
        Shape x = step.shape(0);
        List<StridedRange> ranges = StridedRange.of(step);
        long[] begin = new long[ranges.size()];
        long[] end = new long[ranges.size()];
        long[] axes = new long[ranges.size()];
        long[] strides = new long[ranges.size()];
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            if (i >= ranges.size()) {
                kept.add(x.dim(i));
                continue;
            }
            StridedRange range = ranges.get(i);
            begin[i] = range.begin();
            end[i] = range.onnxEnd();
            axes[i] = i;
            strides[i] = range.stride();
            if (!range.shrink()) {
                kept.add(range.count());
            }
        }
        String value = step.emit(
                "Slice",
                List.of(step.plain(0), step.longs(begin), step.longs(end), step.longs(axes), step.longs(strides)));
        Shape out = new Shape(kept);
        if (kept.size() != x.rank()) {
            value = step.emit("Reshape", List.of(value, step.longs(out.longs())));
        }
        step.result(value, step.type(0), out, Layout.PLAIN);
    }

    private static void split(Step step) throws IOException {
        Shape x = step.shape(1);
        int axis = x.axis(step.integer(0));
        int parts = (int) step.attributes().integer("num_split", 1);
        if (parts < 1 || x.dim(axis) % parts != 0 || parts > x.dim(axis)) {
            throw new UnsupportedGraph("splitting axis " + axis + " of shape " + x + " into " + parts);
        }
        Layout layout = step.layout(1);
        Shape part = x.with(axis, x.dim(axis) / parts);
        List<String> values = step.emit(
                "Split",
                List.of(step.in(1, layout)),
                parts,
                OnnxAttribute.integer("axis", ShapeRules.axisIn(layout, axis)));
        for (int i = 0; i < parts; i++) {
            step.result(i, values.get(i), step.type(1), part, layout);
        }
    }

    private static void gather(Step step) throws IOException {
        if (step.attributes().integer("batch_dims", 0) != 0) {
            throw new UnsupportedGraph("gathering with batch_dims");
        }
        Shape x = step.shape(0);
        int axis = x.axis(step.inputs() > 2 ? step.integer(2) : 0);
        List<Integer> out = new ArrayList<>(x.dims().subList(0, axis));
        out.addAll(step.shape(1).dims());
        out.addAll(x.dims().subList(axis + 1, x.rank()));
        String value = step.emit("Gather", List.of(step.plain(0), step.plain(1)), OnnxAttribute.integer("axis", axis));
        step.result(value, step.type(0), new Shape(out), Layout.PLAIN);
    }

    private static void gatherNd(Step step) {
        Shape x = step.shape(0);
        Shape at = step.shape(1);
        if (at.rank() == 0 || at.dim(at.rank() - 1) > x.rank()) {
            throw new UnsupportedGraph("indices of shape " + at + " into shape " + x);
        }
        List<Integer> out = new ArrayList<>(at.dims().subList(0, at.rank() - 1));
        out.addAll(x.dims().subList(at.dim(at.rank() - 1), x.rank()));
        String value = step.emit("GatherND", List.of(step.plain(0), step.castToInt64(step.plain(1))));
        step.result(value, step.type(0), new Shape(out), Layout.PLAIN);
    }

    private static void topK(Step step) throws IOException {
        Shape x = step.shape(0);
        long k = step.integer(1);
        if (x.rank() == 0 || k < 1 || k > x.dim(x.rank() - 1)) {
            throw new UnsupportedGraph("the " + k + " largest of shape " + x);
        }
        List<String> values = step.emit("TopK", List.of(step.plain(0), step.longs(k)), 2);
        Shape out = x.with(x.rank() - 1, (int) k);
        step.result(0, values.get(0), step.type(0), out, Layout.PLAIN);
        step.result(1, step.cast(values.get(1), TfjsType.INT32), TfjsType.INT32, out, Layout.PLAIN);
    }
}
