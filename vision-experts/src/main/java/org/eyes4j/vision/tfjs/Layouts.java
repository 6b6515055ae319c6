package org.eyes4j.vision.tfjs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.vision.tfjs.Operand.Computed;
import org.eyes4j.vision.tfjs.Operand.Constant;
import org.eyes4j.vision.tfjs.Operand.Layout;

/** Gives operands in the layout that a rule wants; each transposition is made once and shared. Constants are reordered while importing. */
final class Layouts {
    private static final int[] TO_CHANNELS_FIRST = {0, 3, 1, 2};
    private static final int[] TO_PLAIN = {0, 2, 3, 1};

    private final OnnxGraph onnx;
    private final Map<String, String> made = new HashMap<>();

    Layouts(OnnxGraph onnx) {
        this.onnx = onnx;
    }

    /** The operand's name in the ONNX graph, in the graph's own layout. */
    String plain(Operand operand) {
        if (operand instanceof Constant c) {
            return made.computeIfAbsent(
                    "plain " + c.name(), key -> onnx.initializer(c.name(), c.type(), c.shape(), c.loader()));
        }
        Computed c = (Computed) operand;
        return c.layout() == Layout.PLAIN ? c.name() : transposed(c, TO_PLAIN);
    }

    /** The operand's name in the ONNX graph, as NCHW; a constant of lower rank comes in a form that broadcasts to NCHW. */
    String channelsFirst(Operand operand) {
        if (operand instanceof Constant c) {
            if (c.shape().elements() == 1 && c.shape().rank() < 4) {
                return plain(c);
            }
            return made.computeIfAbsent("nchw " + c.name(), key -> channelsFirst(c));
        }
        Computed c = (Computed) operand;
        if (c.shape().rank() != 4) {
            return c.name(); // one element: broadcasts in any layout
        }
        return c.layout() == Layout.CHANNELS_FIRST ? c.name() : transposed(c, TO_CHANNELS_FIRST);
    }

    private String channelsFirst(Constant c) {
        if (c.shape().rank() == 1) {
            Shape perChannel = Shape.of(c.shape().dim(0), 1, 1);
            return onnx.initializer(
                    c.name() + "/nchw",
                    c.type(),
                    perChannel,
                    () -> c.loader().load().reshape(perChannel));
        }
        Shape nhwc = c.shape().padded(4);
        return onnx.initializer(
                c.name() + "/nchw",
                c.type(),
                nhwc.permute(TO_CHANNELS_FIRST),
                () -> c.loader().load().reshape(nhwc).permute(TO_CHANNELS_FIRST));
    }

    private String transposed(Computed c, int[] order) {
        return made.computeIfAbsent(
                "transposed " + c.name(),
                key -> onnx.node(
                        c.name(),
                        "Transpose",
                        List.of(c.name()),
                        OnnxAttribute.integers(
                                "perm", Arrays.stream(order).boxed().toList())));
    }
}
