package org.eyes4j.vision.onnx;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in row-major order with a type and a shape: what goes into a model and what comes out. Written once, when it is
 * made; read-only afterwards, and safe to share between threads. An empty shape is a scalar; a size may be 0.
 *
 * <p>Only a tensor out of a {@link TensorPool} needs {@link #close()}; for the others it does nothing.
 */
public final class Tensor implements AutoCloseable {
    private static final int PART = 2048;
    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private final ElementType type;
    private final List<Long> shape;
    private final Buffer data;
    private final @Nullable Runnable release;
    private volatile boolean closed;

    /** Takes the buffer over; from position 0 it holds exactly the shape's elements. */
    private Tensor(ElementType type, List<Long> shape, Buffer data, @Nullable Runnable release) {
        long expected = sizeOf(shape);
        if (data.remaining() != expected || data.position() != 0) {
            throw new IllegalArgumentException("A " + type + shape + " tensor holds " + expected + " elements, got "
                    + data.remaining() + (data.position() == 0 ? "" : " from position " + data.position()));
        }
        this.type = type;
        this.shape = shape;
        this.data = data;
        this.release = release;
    }

    /** A copy of an array. */
    public static Tensor of(float[] values, long... shape) {
        return floats(buffer -> buffer.put(values), values.length, shape);
    }

    /** A copy of an array. */
    public static Tensor of(long[] values, long... shape) {
        LongBuffer buffer = direct((long) values.length * 8).asLongBuffer().put(values);
        return new Tensor(ElementType.INT64, listOf(shape), buffer.rewind(), null);
    }

    /** A copy of an array. */
    public static Tensor of(int[] values, long... shape) {
        IntBuffer buffer = direct((long) values.length * 4).asIntBuffer().put(values);
        return new Tensor(ElementType.INT32, listOf(shape), buffer.rewind(), null);
    }

    /** A copy of an array of unsigned bytes. */
    public static Tensor ofUnsigned(byte[] values, long... shape) {
        ByteBuffer buffer = direct(values.length).put(values);
        return new Tensor(ElementType.UINT8, listOf(shape), buffer.rewind(), null);
    }

    /** A copy of an array of signed bytes. */
    public static Tensor ofSigned(byte[] values, long... shape) {
        ByteBuffer buffer = direct(values.length).put(values);
        return new Tensor(ElementType.INT8, listOf(shape), buffer.rewind(), null);
    }

    /** A copy of an array. */
    public static Tensor of(boolean[] values, long... shape) {
        ByteBuffer buffer = direct(values.length);
        for (boolean value : values) {
            buffer.put((byte) (value ? 1 : 0));
        }
        return new Tensor(ElementType.BOOL, listOf(shape), buffer.rewind(), null);
    }

    /** A float32 tensor that a function writes once, into a zeroed direct buffer of exactly the shape's size. */
    public static Tensor write(Consumer<FloatBuffer> writer, long... shape) {
        return floats(writer, sizeOf(listOf(shape)), shape);
    }

    private static Tensor floats(Consumer<FloatBuffer> writer, long elements, long... shape) {
        FloatBuffer buffer = direct(elements * 4).asFloatBuffer();
        writer.accept(buffer);
        return new Tensor(ElementType.FLOAT32, listOf(shape), buffer.clear(), null);
    }

    /** All zeros ({@code false} for bool); of {@link ElementType#FLOAT32} for float16. */
    public static Tensor zeros(ElementType type, long... shape) {
        ElementType held = type.held();
        return new Tensor(
                held,
                listOf(shape),
                typed(held, direct(Math.multiplyExact(sizeOf(listOf(shape)), held.bytes()))),
                null);
    }

    /** For outputs and pools: takes the buffer over as it is, heap or direct. */
    static Tensor wrap(ElementType type, List<Long> shape, Buffer data, @Nullable Runnable release) {
        return new Tensor(type, List.copyOf(shape), data, release);
    }

    /**
     * A tensor over bytes that came from elsewhere, little-endian and row-major, without a copy; they must not be changed afterwards.
     * Of {@link ElementType#FLOAT32} for float16.
     *
     * @param type of the elements as the bytes hold them
     * @param bytes from its position to its limit, exactly the shape's elements
     * @throws IllegalArgumentException if there are fewer or more
     */
    public static Tensor ofRaw(ElementType type, List<Long> shape, ByteBuffer bytes) {
        ByteBuffer own = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (own.remaining() != Math.multiplyExact(sizeOf(shape), type.bytes())) {
            throw new IllegalArgumentException("A " + type + shape + " tensor takes "
                    + Math.multiplyExact(sizeOf(shape), type.bytes()) + " bytes, got " + own.remaining());
        }
        Buffer data = type == ElementType.FLOAT16
                ? Fp16Conversions.convertFp16BufferToFloatBuffer(own.asShortBuffer())
                : typed(type, own);
        return wrap(type.held(), shape, data, null);
    }

    /**
     * Writes the elements, little-endian and row-major.
     *
     * @param as the type to write them in: this tensor's, or float16 for a float32 one
     * @param target has room; its position is after them then
     */
    public void writeRaw(ElementType as, ByteBuffer target) {
        int bytes = Math.multiplyExact(size(), as.bytes());
        ByteBuffer room = target.slice(target.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (as == ElementType.FLOAT16) {
            room.asShortBuffer()
                    .put(Fp16Conversions.convertFloatBufferToFp16Buffer((FloatBuffer) expect(ElementType.FLOAT32)));
        } else {
            Buffer data = expect(as);
            if (data instanceof FloatBuffer floats) {
                room.asFloatBuffer().put(floats.duplicate());
            } else if (data instanceof LongBuffer longs) {
                room.asLongBuffer().put(longs.duplicate());
            } else if (data instanceof IntBuffer ints) {
                room.asIntBuffer().put(ints.duplicate());
            } else {
                room.put(((ByteBuffer) data).duplicate());
            }
        }
        target.position(target.position() + bytes);
    }

    public ElementType type() {
        return type;
    }

    public List<Long> shape() {
        return shape;
    }

    /** The size of one dimension; a negative number counts from the last. */
    public int dim(int index) {
        int i = index < 0 ? shape.size() + index : index;
        if (i < 0 || i >= shape.size()) {
            throw new IllegalArgumentException("Tensor " + this + " has no dimension " + index);
        }
        return Math.toIntExact(shape.get(i));
    }

    /** The number of elements. */
    public int size() {
        return data.limit();
    }

    /** Bytes that the elements take. */
    public long byteSize() {
        return (long) size() * type.bytes();
    }

    /** The same elements under another shape of the same size. Nothing is copied: it is readable as long as this one is. */
    public Tensor reshape(long... newShape) {
        return new Tensor(type, listOf(newShape), open(), null);
    }

    /** A read-only view of a float32 tensor. */
    public FloatBuffer floats() {
        return ((FloatBuffer) expect(ElementType.FLOAT32)).asReadOnlyBuffer();
    }

    /** A read-only view of an int64 tensor. */
    public LongBuffer longs() {
        return ((LongBuffer) expect(ElementType.INT64)).asReadOnlyBuffer();
    }

    /** A read-only view of an int32 tensor. */
    public IntBuffer ints() {
        return ((IntBuffer) expect(ElementType.INT32)).asReadOnlyBuffer();
    }

    /** A read-only view of an int8, uint8 or bool tensor. */
    public ByteBuffer bytes() {
        if (!(open() instanceof ByteBuffer buffer)) {
            throw new IllegalStateException("Tensor " + this + " does not hold bytes");
        }
        return buffer.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    /** A copy of a float32 tensor. */
    public float[] toFloatArray() {
        float[] copy = new float[size()];
        floats().get(copy);
        return copy;
    }

    /** A copy of an int64 tensor. */
    public long[] toLongArray() {
        long[] copy = new long[size()];
        longs().get(copy);
        return copy;
    }

    /** A copy of an int32 tensor. */
    public int[] toIntArray() {
        int[] copy = new int[size()];
        ints().get(copy);
        return copy;
    }

    /** A copy of an int8, uint8 or bool tensor. */
    public byte[] toByteArray() {
        byte[] copy = new byte[size()];
        bytes().get(copy);
        return copy;
    }

    /** A copy of a bool tensor. */
    public boolean[] toBooleanArray() {
        ByteBuffer buffer = (ByteBuffer) expect(ElementType.BOOL);
        boolean[] copy = new boolean[size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = buffer.get(i) != 0;
        }
        return copy;
    }

    /** Whether no element is NaN or infinite; whole numbers always are finite. */
    public boolean isFinite() {
        return firstNotFinite() < 0;
    }

    /** The position of the first NaN or infinity, or -1. */
    int firstNotFinite() {
        if (type != ElementType.FLOAT32) {
            return -1;
        }
        float[] part = new float[PART];
        for (int from = 0; from < size(); from += PART) {
            int count = read(from, part);
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite(part[i])) {
                    return from + i;
                }
            }
        }
        return -1;
    }

    /**
     * Positions of the elements of a float32 tensor that are not less than a number, in order.
     *
     * @throws OnnxException of kind {@code NOT_FINITE} if one is NaN or infinity
     */
    public int[] atLeast(double least) {
        // As whole numbers, the bits of floats are in their order, NaN and infinity last: one comparison finds all that
        // matter.
        int bound = Float.floatToRawIntBits((float) Math.max(0, least));
        int[] positions = new int[16];
        int found = 0;
        float[] part = new float[PART];
        for (int from = 0; from < size(); from += PART) {
            int count = read(from, part);
            for (int i = next(part, 0, count, bound); i < count; i = next(part, i + 1, count, bound)) {
                if (!Float.isFinite(part[i])) {
                    throw notFinite(from + i);
                }
                if (part[i] >= least) {
                    positions = found == positions.length ? Arrays.copyOf(positions, 2 * found) : positions;
                    positions[found++] = from + i;
                }
            }
        }
        return Arrays.copyOf(positions, found);
    }

    /**
     * Where the largest element stands in each row of the last dimension of a float32 tensor, the first of equal ones.
     *
     * @throws OnnxException of kind {@code NOT_FINITE} if one is NaN or infinity
     */
    public int[] largestOfRows() {
        float[] row = new float[dim(-1)];
        int[] largest = new int[size() / Math.max(1, row.length)];
        for (int i = 0; i < largest.length; i++) {
            read(i * row.length, row);
            largest[i] = largest(row);
            if (largest[i] < 0) {
                throw notFinite(i * row.length + -1 - largest[i]);
            }
        }
        return largest;
    }

    /** Or {@code -1 - position} of one that is not finite. */
    private static int largest(float[] row) {
        // As whole numbers, the bits of floats from 0 on are in their order, NaN and infinity last.
        int best = -1;
        int at = 0;
        int signs = 0;
        for (int i = 0; i < row.length; i++) {
            int bits = Float.floatToRawIntBits(row[i]);
            signs |= bits;
            if (bits > best) {
                best = bits;
                at = i;
            }
        }
        if (signs >= 0) {
            return best < INFINITY ? at : -1 - at;
        }
        for (int i = 0; i < row.length; i++) {
            if (!Float.isFinite(row[i])) {
                return -1 - i;
            }
            at = i == 0 || row[i] > row[at] ? i : at;
        }
        return at;
    }

    private OnnxException notFinite(int position) {
        return new OnnxException(
                OnnxException.Kind.NOT_FINITE,
                "Tensor " + this + " holds " + floats().get(position) + " at position " + position
                        + ". The model or its input is broken; verify the model's files");
    }

    private static int next(float[] part, int from, int count, int bound) {
        int i = from;
        for (; i + 4 <= count; i += 4) {
            // Below 0 where one of them is not below the bound.
            int room = bound - 1 - magnitude(part[i])
                    | bound - 1 - magnitude(part[i + 1])
                    | bound - 1 - magnitude(part[i + 2])
                    | bound - 1 - magnitude(part[i + 3]);
            if (room < 0) {
                break;
            }
        }
        while (i < count && magnitude(part[i]) < bound) {
            i++;
        }
        return i;
    }

    private static int magnitude(float value) {
        return Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
    }

    /** Elements from a position on, as many as there are and fit: passing over an array is several times quicker than a buffer. */
    private int read(int from, float[] part) {
        int count = Math.min(part.length, size() - from);
        ((FloatBuffer) expect(ElementType.FLOAT32)).get(from, part, 0, count);
        return count;
    }

    /** The elements as ONNX Runtime takes them without copying: a direct buffer in native order. */
    Buffer directData() {
        Buffer buffer = open();
        if (buffer.isDirect()) {
            return buffer.duplicate();
        }
        ByteBuffer copy = direct(byteSize());
        if (buffer instanceof FloatBuffer floats) {
            return copy.asFloatBuffer().put(floats.duplicate()).rewind();
        } else if (buffer instanceof LongBuffer longs) {
            return copy.asLongBuffer().put(longs.duplicate()).rewind();
        } else if (buffer instanceof IntBuffer ints) {
            return copy.asIntBuffer().put(ints.duplicate()).rewind();
        }
        return copy.put(((ByteBuffer) buffer).duplicate()).rewind();
    }

    /** Gives the memory of a pooled tensor back; it cannot be read afterwards. */
    @Override
    public synchronized void close() {
        if (release != null && !closed) {
            closed = true;
            release.run();
        }
    }

    /** Equal type, shape and elements; NaN equals NaN. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && type == that.type
                && shape.equals(that.shape)
                && open().equals(that.open());
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + shape.hashCode();
    }

    /** As in {@code float32[1, 3, 224, 224]}. */
    @Override
    public String toString() {
        return type + shape.toString();
    }

    static ByteBuffer direct(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A tensor holds at most 2 GiB, got " + bytes + " bytes");
        }
        return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    }

    static long sizeOf(List<Long> shape) {
        long size = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("A tensor's sizes are 0 or more, got " + shape);
            }
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    static List<Long> listOf(long... shape) {
        Long[] sizes = new Long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
        }
        return List.of(sizes);
    }

    static Buffer typed(ElementType type, ByteBuffer bytes) {
        return switch (type) {
            case FLOAT32 -> bytes.asFloatBuffer();
            case INT64 -> bytes.asLongBuffer();
            case INT32 -> bytes.asIntBuffer();
            case INT8, UINT8, BOOL -> bytes;
            case FLOAT16 -> throw new IllegalArgumentException("A float16 tensor is held as float32");
        };
    }

    private Buffer expect(ElementType wanted) {
        if (type != wanted) {
            throw new IllegalStateException("Tensor " + this + " is not " + wanted);
        }
        return open();
    }

    private Buffer open() {
        if (closed) {
            throw new IllegalStateException("Tensor " + this + " was given back to its pool and cannot be read");
        }
        return data;
    }

    static long[] arrayOf(List<Long> shape) {
        long[] sizes = new long[shape.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.get(i);
        }
        return sizes;
    }
}
