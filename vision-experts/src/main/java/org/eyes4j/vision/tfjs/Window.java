package org.eyes4j.vision.tfjs;

import java.util.ArrayList;
import java.util.List;

/** How a convolution or a pooling moves over height and width: kernel, stride, dilation and padding, one pair each. */
record Window(
        List<Integer> kernel,
        List<Integer> strides,
        List<Integer> dilations,
        List<Integer> begin,
        List<Integer> end,
        List<Integer> out) {
    private static final int MAX = 1 << 16;

    /** Reads the attributes of {@code step} for an NHWC input and a kernel of height and width. */
    static Window of(Step step, Shape input, int kernelHeight, int kernelWidth) {
        if (!step.attributes().text("data_format", "NHWC").equals("NHWC")) {
            throw new UnsupportedGraph(
                    "data format " + step.attributes().text("data_format", "NHWC") + " (expected NHWC)");
        }
        List<Integer> kernel = List.of(kernelHeight, kernelWidth);
        List<Integer> strides = pair(step, "strides");
        List<Integer> dilations = pair(step, "dilations");
        List<Integer> begin = new ArrayList<>();
        List<Integer> end = new ArrayList<>();
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int size = input.dim(i + 1);
            int reach = bounded("reach of the window", (bounded("kernel", kernel.get(i)) - 1L) * dilations.get(i) + 1);
            int[] pads = pads(step, i, size, reach, strides.get(i));
            long room = (long) size + pads[0] + pads[1] - reach;
            if (room < 0) {
                throw new UnsupportedGraph("a window of " + reach + " over " + size + " pixels");
            }
            begin.add(pads[0]);
            end.add(pads[1]);
            out.add((int) (room / strides.get(i)) + 1);
        }
        return new Window(kernel, strides, dilations, begin, end, out);
    }

    private static int[] pads(Step step, int axis, int size, int reach, int stride) {
        String padding = step.attributes().text("padding", "VALID");
        return switch (padding) {
            case "VALID" -> new int[] {0, 0};
            case "SAME" -> {
                int out = (int) (((long) size + stride - 1) / stride);
                int total = (int) Math.max((out - 1L) * stride + reach - size, 0);
                yield new int[] {total / 2, total - total / 2};
            }
            case "EXPLICIT" -> explicit(step, axis);
            default -> throw new UnsupportedGraph("padding " + padding);
        };
    }

    private static int[] explicit(Step step, int axis) {
        List<Long> all = step.attributes().integers("explicit_paddings");
        if (all.size() != 8 || all.stream().anyMatch(p -> p < 0 || p > MAX)) {
            throw new UnsupportedGraph("explicit_paddings " + all + " (expected 8 numbers of 0 to " + MAX + ")");
        }
        return new int[] {
            all.get(2 * axis + 2).intValue(), all.get(2 * axis + 3).intValue()
        };
    }

    /** The two middle numbers of an attribute in NHWC order; ones when it is absent. */
    static List<Integer> pair(Step step, String attribute) {
        List<Long> all = step.attributes().integers(attribute);
        if (all.isEmpty()) {
            return List.of(1, 1);
        }
        if (all.size() != 4 || all.get(0) != 1 || all.get(3) != 1) {
            throw new UnsupportedGraph(attribute + " " + all + " (expected [1, height, width, 1])");
        }
        return List.of(bounded(attribute, all.get(1)), bounded(attribute, all.get(2)));
    }

    private static int bounded(String what, long value) {
        if (value < 1 || value > MAX) {
            throw new UnsupportedGraph(what + " of " + value + " (expected 1 to " + MAX + ")");
        }
        return (int) value;
    }

    List<OnnxAttribute> attributes() {
        List<OnnxAttribute> all = new ArrayList<>();
        all.add(OnnxAttribute.integers("kernel_shape", kernel));
        all.add(OnnxAttribute.integers("strides", strides));
        all.add(OnnxAttribute.integers("pads", List.of(begin.get(0), begin.get(1), end.get(0), end.get(1))));
        return all;
    }
}
