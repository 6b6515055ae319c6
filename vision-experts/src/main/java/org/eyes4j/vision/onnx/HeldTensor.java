package org.eyes4j.vision.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo;
import java.util.List;

/**
 * An output that stays in the runtime's memory, so that it can be fed to later runs without being copied: what a decoder
 * remembers between its steps. Whoever got it closes it. Read by any thread; closed by one, after the last use.
 */
public final class HeldTensor implements AutoCloseable {
    private final String name;
    private final OnnxTensor value;
    private final RowPicker picker;

    HeldTensor(String name, OnnxTensor value, RowPicker picker) {
        this.name = name;
        this.value = value;
        this.picker = picker;
    }

    OnnxTensor value() {
        return value;
    }

    public List<Long> shape() {
        return Tensor.listOf(value.getInfo().getShape());
    }

    /** The number of elements; some graphs answer tensors without any. */
    public long size() {
        return Tensor.sizeOf(shape());
    }

    /** A copy that outlives this one. */
    public Tensor read() {
        return copy(name, value);
    }

    /**
     * New tensors that hold these rows (entries of the first dimension) of some tensors, in this order; a row may come twice. The
     * tensors themselves stay as they are.
     */
    public static List<HeldTensor> pick(List<HeldTensor> tensors, int[] rows) {
        return tensors.isEmpty() ? List.of() : tensors.get(0).picker.pick(tensors, rows);
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        value.close();
    }

    @Override
    public String toString() {
        return name + shape();
    }

    static Tensor copy(String name, OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        List<Long> shape = Tensor.listOf(info.getShape());
        ElementType type = ElementType.of(info.type, "Output \"" + name + "\"");
        return switch (type) {
            case FLOAT32, FLOAT16 -> Tensor.wrap(ElementType.FLOAT32, shape, tensor.getFloatBuffer(), null);
            case INT64 -> Tensor.wrap(type, shape, tensor.getLongBuffer(), null);
            case INT32 -> Tensor.wrap(type, shape, tensor.getIntBuffer(), null);
            case INT8, UINT8, BOOL -> Tensor.wrap(type, shape, tensor.getByteBuffer(), null);
        };
    }
}
