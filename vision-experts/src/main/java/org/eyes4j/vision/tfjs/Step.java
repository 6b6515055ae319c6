package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eyes4j.vision.tfjs.Operand.Computed;
import org.eyes4j.vision.tfjs.Operand.Constant;
import org.eyes4j.vision.tfjs.Operand.Layout;

/** One node while a rule translates it: its operands and attributes, and what the rule makes of them. */
final class Step {
    private final TfjsNode node;
    private final Map<String, Operand> tensors;
    private final OnnxGraph onnx;
    private final Layouts layouts;
    private final TfjsLimits limits;

    Step(TfjsNode node, Map<String, Operand> tensors, OnnxGraph onnx, Layouts layouts, TfjsLimits limits) {
        this.node = node;
        this.tensors = tensors;
        this.onnx = onnx;
        this.layouts = layouts;
        this.limits = limits;
    }

    String op() {
        return node.op();
    }

    Attributes attributes() {
        return node.attributes();
    }

    int inputs() {
        return node.inputs().size();
    }

    Operand in(int index) {
        if (index >= inputs()) {
            throw new UnsupportedGraph("expected at least " + (index + 1) + " inputs, but there are " + inputs());
        }
        String tensor = node.inputs().get(index);
        Operand operand = tensors.get(tensor);
        if (operand == null) {
            throw new UnsupportedGraph("its input '" + tensor + "' is an output that the importer does not compute");
        }
        return operand;
    }

    List<Operand> all() {
        return IntStream.range(0, inputs()).mapToObj(this::in).toList();
    }

    Shape shape(int index) {
        return in(index).shape();
    }

    /** The shape of an input that must have a rank. */
    Shape shape(int index, int rank) {
        Shape shape = shape(index);
        if (shape.rank() != rank) {
            throw new UnsupportedGraph("expected input " + index + " of rank " + rank + ", but its shape is " + shape);
        }
        return shape;
    }

    TfjsType type(int index) {
        return in(index).type();
    }

    void require(TfjsType type) {
        for (int i = 0; i < inputs(); i++) {
            if (type(i) != type) {
                throw new UnsupportedGraph("input " + i + " of type " + type(i) + " (expected " + type + ")");
            }
        }
    }

    /** An input that must be known while importing, such as an axis or a shape. */
    Constant constant(int index) {
        if (in(index) instanceof Constant c) {
            return c;
        }
        throw new UnsupportedGraph("input " + index + " ('" + node.inputs().get(index)
                + "') is computed, but only a constant is supported here");
    }

    long[] integers(int index) throws IOException {
        return constant(index).loader().load().integers();
    }

    long integer(int index) throws IOException {
        long[] values = integers(index);
        if (values.length != 1) {
            throw new UnsupportedGraph("expected one integer as input " + index + ", but there are " + values.length);
        }
        return values[0];
    }

    String plain(int index) {
        return layouts.plain(in(index));
    }

    String channelsFirst(int index) {
        return layouts.channelsFirst(in(index));
    }

    boolean isChannelsFirst(int index) {
        return in(index) instanceof Computed c && c.layout() == Layout.CHANNELS_FIRST;
    }

    /** The input in the layout wanted. */
    String in(int index, Layout layout) {
        return layout == Layout.PLAIN ? plain(index) : channelsFirst(index);
    }

    Layout layout(int index) {
        return isChannelsFirst(index) ? Layout.CHANNELS_FIRST : Layout.PLAIN;
    }

    /** A float scalar of the ONNX graph. */
    String scalar(double value) {
        return onnx.scalar((float) value);
    }

    /** A vector of 64-bit integers of the ONNX graph. */
    String longs(long... values) {
        return onnx.longs(values);
    }

    /** A constant of the ONNX graph in a form of its own, read when the file is written. */
    String initializer(String suffix, TfjsType type, Shape shape, Operand.Loader loader) {
        return onnx.initializer(node.name() + "/" + suffix, type, shape, loader);
    }

    String emit(String op, List<String> inputs, OnnxAttribute... attributes) {
        return onnx.node(node.name(), op, inputs, attributes);
    }

    List<String> emit(String op, List<String> inputs, int outputs, OnnxAttribute... attributes) {
        return onnx.nodes(node.name(), op, inputs, outputs, attributes);
    }

    String cast(String value, TfjsType to) {
        return emit("Cast", List.of(value), OnnxAttribute.integer("to", to.onnxCode()));
    }

    String castToInt64(String value) {
        return emit("Cast", List.of(value), OnnxAttribute.integer("to", 7));
    }

    void result(String name, TfjsType type, Shape shape, Layout layout) {
        result(0, name, type, shape, layout);
    }

    void result(int output, String name, TfjsType type, Shape shape, Layout layout) {
        result(output, new Computed(name, type, shape, layout));
    }

    /** Makes an output the same as an operand. */
    void result(int output, Operand operand) {
        if (operand.shape().elements() > limits.maxTensorElements()) {
            throw new UnsupportedGraph("its result has the shape " + operand.shape() + "; at most "
                    + limits.maxTensorElements() + " elements are supported");
        }
        tensors.put(node.name() + ":" + output, operand);
    }

    void constant(TensorData data) {
        result(0, new Constant(node.name(), data.type(), data.shape(), () -> data));
    }
}
