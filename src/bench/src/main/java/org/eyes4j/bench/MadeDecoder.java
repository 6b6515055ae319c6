package org.eyes4j.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A text decoder of a real model's size with random weights, written as an ONNX file: self-attention over a cache, a
 * feed-forward layer, scores. It says nothing; it takes the time that such a graph takes. The numbers in the calls are those of
 * the fields in onnx.proto.
 */
final class MadeDecoder {
    static final int LAYERS = 6;
    static final int WIDTH = 512;
    static final int HEADS = 8;
    static final int VOCABULARY = 16_000;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final Random random = new Random(7);
    private final Message graph = new Message();
    private int names;

    private MadeDecoder() {}

    /** Inputs {@code input_ids} and {@code past_key_values.N.key|value}, outputs {@code logits} and {@code present.N.key|value}. */
    static void write(Path file) throws IOException {
        MadeDecoder decoder = new MadeDecoder();
        decoder.make();
        try (OutputStream out = Files.newOutputStream(file)) {
            Message head =
                    new Message().put(1, 8).put(8, new Message().put(1, "").put(2, 13));
            // The graph is most of it, and is not copied once more.
            head.varint(7 << 3 | 2);
            head.varint(decoder.graph.out.size());
            head.out.writeTo(out);
            decoder.graph.out.writeTo(out);
        }
    }

    private void make() {
        input("input_ids", INT64, "batch", "length");
        String x = node("Gather", weights(VOCABULARY, WIDTH), "input_ids");
        String split = numbers(0, 0, HEADS, WIDTH / HEADS);
        String joined = numbers(0, 0, WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String query = heads(x, split);
            String keys = cached(x, split, layer, "key");
            String values = cached(x, split, layer, "value");
            String scores = node("MatMul", query, transposed(keys, 0, 1, 3, 2));
            String seen = node("MatMul", node("Softmax", scaled(scores)), values);
            String attended = node("Reshape", transposed(seen, 0, 2, 1, 3), joined);
            x = node("Add", x, node("MatMul", attended, weights(WIDTH, WIDTH)));
            String inner = node("Relu", node("MatMul", x, weights(WIDTH, 4 * WIDTH)));
            x = node("Add", x, node("MatMul", inner, weights(4 * WIDTH, WIDTH)));
        }
        named("logits", "MatMul", x, weights(WIDTH, VOCABULARY));
        output("logits", "batch", "length", VOCABULARY);
        graph.put(2, "decoder");
    }

    private String heads(String x, String split) {
        return transposed(node("Reshape", node("MatMul", x, weights(WIDTH, WIDTH)), split), 0, 2, 1, 3);
    }

    private String cached(String x, String split, int layer, String what) {
        String past = "past_key_values." + layer + "." + what;
        String present = "present." + layer + "." + what;
        input(past, FLOAT, "batch", HEADS, "past", WIDTH / HEADS);
        graph.put(
                1,
                new Message()
                        .put(1, past)
                        .put(1, heads(x, split))
                        .put(2, present)
                        .put(4, "Concat")
                        .put(5, new Message().put(1, "axis").put(3, 2).put(20, 2)));
        output(present, "batch", HEADS, "all", WIDTH / HEADS);
        return present;
    }

    private String scaled(String x) {
        return node("Mul", x, tensor(new float[] {(float) (1 / Math.sqrt(WIDTH / (double) HEADS))}));
    }

    private String transposed(String x, int... order) {
        Message permutation = new Message().put(1, "perm");
        for (int d : order) {
            permutation.put(8, d);
        }
        String name = name();
        graph.put(1, new Message().put(1, x).put(2, name).put(4, "Transpose").put(5, permutation.put(20, 7)));
        return name;
    }

    private String node(String type, String... inputs) {
        return named(name(), type, inputs);
    }

    private String named(String name, String type, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.put(1, input);
        }
        graph.put(1, node.put(2, name).put(4, type));
        return name;
    }

    private String weights(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextFloat() - 0.5f) * 0.08f;
        }
        return tensor(values, rows, columns);
    }

    private String tensor(float[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return initializer(FLOAT, data.array(), shape);
    }

    private String numbers(long... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return initializer(INT64, data.array(), values.length);
    }

    private String initializer(int type, byte[] data, long... shape) {
        String name = name();
        Message tensor = new Message();
        for (long size : shape) {
            tensor.put(1, (int) size);
        }
        graph.put(5, tensor.put(2, type).put(8, name).put(9, data));
        return name;
    }

    private void input(String name, int type, Object... shape) {
        graph.put(11, value(name, type, shape));
    }

    private void output(String name, Object... shape) {
        graph.put(12, value(name, FLOAT, shape));
    }

    private static Message value(String name, int type, Object... shape) {
        Message sizes = new Message();
        for (Object size : shape) {
            Message dimension = new Message();
            sizes.put(1, size instanceof Integer n ? dimension.put(1, n) : dimension.put(2, String.valueOf(size)));
        }
        return new Message()
                .put(1, name)
                .put(2, new Message().put(1, new Message().put(1, type).put(2, sizes)));
    }

    private String name() {
        return "t" + names++;
    }

    /** Fields of a protobuf message. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message put(int field, int value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message put(int field, String value) {
            return put(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message put(int field, Message value) {
            return put(field, value.bytes());
        }

        Message put(int field, byte[] value) {
            varint(field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(int value) {
            int rest = value;
            while ((rest & ~0x7f) != 0) {
                out.write(rest & 0x7f | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
