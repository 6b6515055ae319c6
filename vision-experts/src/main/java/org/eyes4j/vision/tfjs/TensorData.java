package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;

/**
 * The elements of a constant. Integers and booleans are kept as they are, floats as their bits, so a permutation or a copy never rounds.
 * Treated as immutable: nothing writes to the array after construction.
 */
final class TensorData {
    private final TfjsType type;
    private final Shape shape;
    private final int[] bits;

    TensorData(TfjsType type, Shape shape, int[] bits) {
        if (shape.elements() != bits.length) {
            throw new UnsupportedGraph("a shape of " + shape + " for " + bits.length + " elements");
        }
        this.type = type;
        this.shape = shape;
        this.bits = bits;
    }

    static TensorData ints(Shape shape, int... values) {
        return new TensorData(TfjsType.INT32, shape, values);
    }

    /** Makes a tensor of numbers, each rounded to the type as TensorFlow.js does: towards zero for integers. */
    static TensorData of(TfjsType type, Shape shape, IntToDoubleFunction values) {
        int[] bits = new int[(int) shape.elements()];
        for (int i = 0; i < bits.length; i++) {
            double v = values.applyAsDouble(i);
            bits[i] = switch (type) {
                case FLOAT32 -> Float.floatToRawIntBits((float) v);
                case INT32, UINT8 -> (int) v;
                case BOOL -> v != 0 ? 1 : 0;
            };
        }
        return new TensorData(type, shape, bits);
    }

    TfjsType type() {
        return type;
    }

    Shape shape() {
        return shape;
    }

    int size() {
        return bits.length;
    }

    double number(int index) {
        return type == TfjsType.FLOAT32 ? Float.intBitsToFloat(bits[index]) : bits[index];
    }

    long[] integers() {
        if (type == TfjsType.FLOAT32) {
            throw new UnsupportedGraph("floats where integers are expected");
        }
        long[] out = new long[bits.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = bits[i];
        }
        return out;
    }

    TensorData reshape(Shape to) {
        return new TensorData(type, to, bits);
    }

    /** Reorders the axes: axis {@code i} of the result is axis {@code order[i]} of this tensor. */
    TensorData permute(int... order) {
        Shape to = shape.permute(order);
        int rank = order.length;
        int[] stride = new int[rank];
        for (int i = rank - 1, step = 1; i >= 0; i--) {
            stride[i] = step;
            step *= shape.dim(i);
        }
        int[] out = new int[bits.length];
        int[] at = new int[rank];
        int from = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = bits[from];
            for (int axis = rank - 1; axis >= 0; axis--) {
                from += stride[order[axis]];
                if (++at[axis] < to.dim(axis)) {
                    break;
                }
                from -= stride[order[axis]] * to.dim(axis);
                at[axis] = 0;
            }
        }
        return new TensorData(type, to, out);
    }

    /** Writes the elements as ONNX's {@code raw_data} has them: little-endian, without padding. */
    void writeTo(OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int b : bits) {
            if (buffer.remaining() < 4) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            if (type.bytes() == 1) {
                buffer.put((byte) b);
            } else {
                buffer.putInt(b);
            }
        }
        out.write(buffer.array(), 0, buffer.position());
    }
}
