package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One axis of a {@code StridedSlice}: elements begin, begin + stride, …, {@code count} of them. {@code shrink} drops the axis. */
record StridedRange(int begin, int stride, int count, boolean shrink) {
    static List<StridedRange> of(Step step) throws IOException {
        Shape x = step.shape(0);
        long[] begin = step.integers(1);
        long[] end = step.integers(2);
        long[] strides = step.inputs() > 3 ? step.integers(3) : ones(begin.length);
        if (mask(step, "ellipsis_mask") != 0 || mask(step, "new_axis_mask") != 0) {
            throw new UnsupportedGraph("a strided slice with an ellipsis or a new axis");
        }
        if (begin.length > x.rank() || end.length != begin.length || strides.length != begin.length) {
            throw new UnsupportedGraph("a strided slice of " + begin.length + " axes of shape " + x);
        }
        List<StridedRange> ranges = new ArrayList<>();
        for (int i = 0; i < begin.length; i++) {
            boolean shrink = (mask(step, "shrink_axis_mask") >> i & 1) != 0;
            boolean fromStart = (mask(step, "begin_mask") >> i & 1) != 0;
            boolean toEnd = (mask(step, "end_mask") >> i & 1) != 0;
            ranges.add(
                    shrink ? one(x.dim(i), begin[i]) : range(x.dim(i), begin[i], fromStart, end[i], toEnd, strides[i]));
        }
        return ranges;
    }

    private static long[] ones(int count) {
        long[] out = new long[count];
        java.util.Arrays.fill(out, 1);
        return out;
    }

    private static long mask(Step step, String name) {
        return step.attributes().integer(name, 0);
    }

    private static StridedRange one(int size, long begin) {
        long at = begin < 0 ? begin + size : begin;
        if (at < 0 || at >= size) {
            throw new UnsupportedGraph("index " + begin + " of an axis of " + size);
        }
        return new StridedRange((int) at, 1, 1, true);
    }

    private static StridedRange range(int size, long begin, boolean fromStart, long end, boolean toEnd, long stride) {
        if (stride == 0 || stride != (int) stride) {
            throw new UnsupportedGraph("a stride of " + stride);
        }
        // NumPy's rule: positions are counted from the back when negative, then held to the axis
        int low = stride > 0 ? 0 : -1;
        int high = stride > 0 ? size : size - 1;
        int from = fromStart ? (stride > 0 ? low : high) : held(begin, size, low, high);
        int to = toEnd ? (stride > 0 ? high : low) : held(end, size, low, high);
        long count = stride > 0 ? (to - from + stride - 1) / stride : (from - to - stride - 1) / -stride;
        return new StridedRange(from, (int) stride, (int) Math.max(count, 0), false);
    }

    private static int held(long position, int size, int low, int high) {
        long at = position < 0 ? position + size : position;
        return (int) Math.max(low, Math.min(high, at));
    }

    /** Where ONNX's {@code Slice} should stop; a place before the first element needs a number far below zero there. */
    long onnxEnd() {
        long end = begin + (long) stride * count;
        return end < 0 ? Integer.MIN_VALUE : end;
    }
}
