package org.eyes4j.vision.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An input or output as a model declares it.
 *
 * @param name as in the graph
 * @param type of its elements
 * @param shape sizes, {@code -1} where the model leaves one open
 * @param dimensionNames one for each dimension; empty where it has none
 */
public record TensorSpec(String name, ElementType type, List<Long> shape, List<String> dimensionNames) {
    public TensorSpec {
        shape = List.copyOf(shape);
        dimensionNames = List.copyOf(dimensionNames);
        if (shape.size() != dimensionNames.size()) {
            throw new IllegalArgumentException("Tensor " + name + " has " + shape.size() + " dimensions and "
                    + dimensionNames.size() + " names of dimensions");
        }
    }

    static TensorSpec of(NodeInfo node, String model) {
        String where = "\"" + node.getName() + "\" of model " + model;
        if (!(node.getInfo() instanceof TensorInfo info)) {
            throw new OnnxException(
                    OnnxException.Kind.UNSUPPORTED,
                    where + " is no tensor but " + node.getInfo() + "; eyes4j feeds and reads tensors only");
        }
        List<Long> shape = new ArrayList<>();
        for (long size : info.getShape()) {
            shape.add(Math.max(size, -1));
        }
        return new TensorSpec(
                node.getName(), ElementType.of(info.type, where), shape, List.of(info.getDimensionNames()));
    }

    /** The number of dimensions. */
    public int rank() {
        return shape.size();
    }

    /** Whether every size is given. */
    public boolean isFixed() {
        return !shape.contains(-1L);
    }

    /** Whether a tensor of this shape fits. */
    public boolean accepts(List<Long> actual) {
        if (actual.size() != shape.size()) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            if (shape.get(i) >= 0 && !shape.get(i).equals(actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** As in {@code pixel_values float32[batch_size, 3, 224, 224]}. */
    @Override
    public String toString() {
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            String name = dimensionNames.get(i);
            sizes.add(shape.get(i) >= 0 ? shape.get(i).toString() : name.isEmpty() ? "?" : name);
        }
        return name + " " + type + "[" + String.join(", ", sizes) + "]";
    }

    /**
     * Whole numbers in the type that this input takes: exports differ in that of masks.
     *
     * @throws OnnxException if it takes bytes
     */
    public Tensor holding(long[] values, long... sizes) {
        return switch (type) {
            case INT64 -> Tensor.of(values, sizes);
            case INT32 -> Tensor.of(LongStream.of(values).mapToInt(v -> (int) v).toArray(), sizes);
            case BOOL -> {
                boolean[] flags = new boolean[values.length];
                for (int i = 0; i < flags.length; i++) {
                    flags[i] = values[i] != 0;
                }
                yield Tensor.of(flags, sizes);
            }
            case FLOAT32, FLOAT16 -> {
                float[] floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = values[i];
                }
                yield Tensor.of(floats, sizes);
            }
            case INT8, UINT8 ->
                throw new OnnxException(
                        OnnxException.Kind.UNSUPPORTED,
                        "Expected \"" + name + "\" to take int64, int32, bool or float32, it takes " + type);
        };
    }
}
