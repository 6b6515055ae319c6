package org.eyes4j.vision.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tiny ONNX files, written field by field as onnx.proto numbers them. */
public final class OnnxBytes {
    public static final int FLOAT = 1;
    public static final int INT64 = 7;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;

    private OnnxBytes() {}

    public static byte[] model(byte[]... graphParts) {
        return join(
                number(1, 8), message(8, text(1, ""), number(2, 17)), message(7, join(graphParts), text(2, "graph")));
    }

    public static byte[] node(String op, String inputs, String outputs, byte[]... attributes) {
        return message(1, names(1, inputs), names(2, outputs), text(4, op), join(attributes));
    }

    public static byte[] input(String name, int type, Object... shape) {
        return message(11, value(name, type, shape));
    }

    public static byte[] output(String name, int type, Object... shape) {
        return message(12, value(name, type, shape));
    }

    private static byte[] value(String name, int type, Object... shape) {
        byte[][] dims = Arrays.stream(shape)
                .map(size -> size instanceof String symbol
                        ? message(1, text(2, symbol))
                        : message(1, number(1, (Integer) size)))
                .toArray(byte[][]::new);
        return join(text(1, name), message(2, message(1, number(1, type), message(2, dims))));
    }

    /** y = x + x over float32[n, 2]. */
    static byte[] doubling() {
        return model(node("Add", "x x", "y"), input("x", FLOAT, "n", 2), output("y", FLOAT, "n", 2));
    }

    /** A loop of 2^40 rounds: it ends when it is stopped. */
    static byte[] endless() {
        byte[] body = message(
                6,
                node("Identity", "go", "go_on"),
                node("Add", "state state", "next"),
                text(2, "body"),
                input("round", INT64),
                input("go", BOOL),
                input("state", FLOAT, 2),
                output("go_on", BOOL),
                output("next", FLOAT, 2));
        byte[] attribute = message(5, text(1, "body"), body, number(20, 5));
        return model(
                node("Loop", "rounds always x", "y", attribute),
                message(5, number(2, INT64), longs(7, 1L << 40), text(8, "rounds")),
                message(5, number(2, BOOL), longs(5, 1), text(8, "always")),
                input("x", FLOAT, 2),
                output("y", FLOAT, 2));
    }

    /** A weight that lies in another file. */
    static byte[] external(String location) {
        return model(
                node("Add", "x w", "y"),
                message(
                        5,
                        number(1, 2),
                        number(2, FLOAT),
                        text(8, "w"),
                        message(13, text(1, "location"), text(2, location)),
                        message(13, text(1, "length"), text(2, "8")),
                        number(14, 1)),
                input("x", FLOAT, 2),
                output("y", FLOAT, 2));
    }

    /** A constant of float32. */
    public static byte[] floats(String name, float[] values, int... shape) {
        java.nio.ByteBuffer raw =
                java.nio.ByteBuffer.allocate(values.length * 4).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        byte[][] dims = Arrays.stream(shape).mapToObj(size -> number(1, size)).toArray(byte[][]::new);
        return message(5, join(dims), number(2, FLOAT), text(8, name), message(9, raw.array()));
    }

    static byte[] names(int field, String names) {
        return join(
                Arrays.stream(names.split(" ")).map(name -> text(field, name)).toArray(byte[][]::new));
    }

    static byte[] longs(int field, long value) {
        return message(field, varint(value));
    }

    public static byte[] number(int field, long value) {
        return join(varint((long) field << 3), varint(value));
    }

    public static byte[] text(int field, String value) {
        return message(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] message(int field, byte[]... parts) {
        byte[] body = join(parts);
        return join(varint((long) field << 3 | 2), varint(body.length), body);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long rest = value; ; rest >>>= 7) {
            if (rest >>> 7 == 0) {
                out.write((int) rest);
                return out.toByteArray();
            }
            out.write((int) (rest & 0x7f | 0x80));
        }
    }
}
