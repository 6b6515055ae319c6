package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX graph under construction (onnx.proto: {@code ModelProto}, {@code GraphProto}, …). Weights are kept as recipes and read only while
 * the file is written, one at a time.
 */
final class OnnxGraph {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    /** Writes the raw bytes of an initializer. */
    @FunctionalInterface
    private interface RawData {
        void writeTo(OutputStream out) throws IOException;
    }

    private record Initializer(ProtoWriter header, long bytes, RawData data) {}

    private final ProtoWriter nodes = new ProtoWriter();
    private final ProtoWriter ends = new ProtoWriter();
    private final List<Initializer> initializers = new ArrayList<>();
    private final Map<String, String> literals = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> copies = new HashMap<>();

    /** Takes a name that nothing else in the graph has, as near to the wanted one as possible. */
    String name(String wanted) {
        String name = wanted;
        while (!names.add(name)) {
            name = wanted + "_" + copies.merge(wanted, 1, Integer::sum);
        }
        return name;
    }

    String node(String label, String op, List<String> inputs, OnnxAttribute... attributes) {
        return nodes(label, op, inputs, 1, attributes).get(0);
    }

    /** Adds a node and returns the names of its outputs. */
    List<String> nodes(String label, String op, List<String> inputs, int outputs, OnnxAttribute... attributes) {
        List<String> results = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            results.add(name(label + "/" + op));
        }
        add(op, inputs, results, attributes);
        return results;
    }

    private void add(String op, List<String> inputs, List<String> outputs, OnnxAttribute... attributes) {
        ProtoWriter node = new ProtoWriter();
        inputs.forEach(i -> node.text(1, i));
        outputs.forEach(o -> node.text(2, o));
        node.text(3, outputs.get(0)).text(4, op);
        Arrays.stream(attributes).forEach(a -> node.message(5, a.message()));
        nodes.message(1, node);
    }

    void input(String name, TfjsType type, Shape shape) {
        ends.message(11, valueInfo(name, type, shape));
    }

    /** Declares an output whose value is {@code source}. */
    void output(String name, String source, TfjsType type, Shape shape) {
        add("Identity", List.of(source), List.of(name));
        ends.message(12, valueInfo(name, type, shape));
    }

    private static ProtoWriter valueInfo(String name, TfjsType type, Shape shape) {
        ProtoWriter dims = new ProtoWriter();
        shape.dims().forEach(d -> dims.message(1, new ProtoWriter().integer(1, d)));
        ProtoWriter tensor = new ProtoWriter().integer(1, type.onnxCode()).message(2, dims);
        return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
    }

    String initializer(String wanted, TfjsType type, Shape shape, Operand.Loader loader) {
        return initializer(
                wanted,
                type.onnxCode(),
                shape,
                shape.elements() * type.bytes(),
                out -> loader.load().writeTo(out));
    }

    /** A vector of 64-bit integers, as ONNX takes shapes, axes and sizes. */
    String longs(long... values) {
        return literals.computeIfAbsent("longs" + Arrays.toString(values), key -> {
            ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            Arrays.stream(values).forEach(bytes::putLong);
            return initializer(
                    "longs", INT64, Shape.of(values.length), bytes.capacity(), out -> out.write(bytes.array()));
        });
    }

    /** A float without dimensions. */
    String scalar(float value) {
        return literals.computeIfAbsent("scalar" + value, key -> {
            byte[] bytes = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array();
            return initializer("scalar", FLOAT, Shape.SCALAR, bytes.length, out -> out.write(bytes));
        });
    }

    private String initializer(String wanted, int onnxType, Shape shape, long bytes, RawData data) {
        String name = name(wanted);
        ProtoWriter header = new ProtoWriter();
        shape.dims().forEach(d -> header.integer(1, d));
        header.integer(2, onnxType).text(8, name).header(9, bytes);
        initializers.add(new Initializer(header, bytes, data));
        return name;
    }

    /** Writes the whole model. The same graph gives the same bytes. */
    void writeTo(OutputStream out, String graphName) throws IOException {
        byte[] body = new ProtoWriter().text(2, graphName).toBytes();
        byte[] nodeBytes = nodes.toBytes();
        byte[] endBytes = ends.toBytes();
        long size = (long) body.length + nodeBytes.length + endBytes.length;
        for (Initializer i : initializers) {
            long message = i.header.size() + i.bytes;
            size += new ProtoWriter().header(5, message).toBytes().length + message;
        }
        out.write(new ProtoWriter()
                .integer(1, IR_VERSION)
                .text(2, "eyes4j")
                .message(8, new ProtoWriter().text(1, "").integer(2, OPSET))
                .header(7, size)
                .toBytes());
        out.write(body);
        out.write(nodeBytes);
        for (Initializer i : initializers) {
            out.write(new ProtoWriter().header(5, i.header.size() + i.bytes).toBytes());
            out.write(i.header.toBytes());
            i.data.writeTo(out);
        }
        out.write(endBytes);
    }
}
