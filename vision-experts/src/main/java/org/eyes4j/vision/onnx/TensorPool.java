package org.eyes4j.vision.onnx;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Direct buffers that are used again. Making and zeroing a direct buffer of some megabytes for each picture is slow, and the
 * garbage collector hardly notices that one is free. Thread-safe.
 */
public final class TensorPool {
    private final long maxBytes;
    private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();
    private long freeBytes;

    /** @param maxBytes how much unused memory is kept; what comes back beyond that is dropped */
    public TensorPool(long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("A pool keeps 0 bytes or more, got " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    /**
     * A float32 tensor that a function writes once. The buffer holds what an earlier user left: every element has to be
     * written. Close the tensor to give its memory back.
     */
    public Tensor write(Consumer<FloatBuffer> writer, long... shape) {
        List<Long> sizes = Tensor.listOf(shape);
        int elements = Math.toIntExact(Tensor.sizeOf(sizes));
        ByteBuffer bytes = take(Math.multiplyExact(elements, 4));
        try {
            FloatBuffer buffer = bytes.asFloatBuffer();
            writer.accept(buffer);
            return Tensor.wrap(ElementType.FLOAT32, sizes, buffer.clear(), () -> giveBack(bytes));
        } catch (RuntimeException | Error e) {
            giveBack(bytes);
            throw e;
        }
    }

    /** The same for an int32 tensor. */
    public Tensor writeInts(Consumer<IntBuffer> writer, long... shape) {
        List<Long> sizes = Tensor.listOf(shape);
        int elements = Math.toIntExact(Tensor.sizeOf(sizes));
        ByteBuffer bytes = take(Math.multiplyExact(elements, 4));
        try {
            IntBuffer buffer = bytes.asIntBuffer();
            writer.accept(buffer);
            return Tensor.wrap(ElementType.INT32, sizes, buffer.clear(), () -> giveBack(bytes));
        } catch (RuntimeException | Error e) {
            giveBack(bytes);
            throw e;
        }
    }

    /** Bytes kept and unused. */
    public synchronized long freeBytes() {
        return freeBytes;
    }

    /** Drops what is unused. */
    public synchronized void clear() {
        free.clear();
        freeBytes = 0;
    }

    private synchronized ByteBuffer take(int bytes) {
        Deque<ByteBuffer> same = free.get(bytes);
        ByteBuffer buffer = same == null ? null : same.pollLast();
        if (buffer == null) {
            return Tensor.direct(bytes);
        }
        freeBytes -= bytes;
        return buffer;
    }

    private synchronized void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() > maxBytes) {
            return;
        }
        for (Iterator<Deque<ByteBuffer>> sizes = free.values().iterator();
                freeBytes + buffer.capacity() > maxBytes && sizes.hasNext(); ) {
            Deque<ByteBuffer> same = sizes.next();
            while (freeBytes + buffer.capacity() > maxBytes && !same.isEmpty()) {
                freeBytes -= same.removeFirst().capacity();
            }
            if (same.isEmpty()) {
                sizes.remove();
            }
        }
        free.computeIfAbsent(buffer.capacity(), size -> new ArrayDeque<>()).addLast(buffer);
        freeBytes += buffer.capacity();
    }
}
