package org.eyes4j.vision.onnx;

import ai.onnxruntime.OnnxJavaType;
import java.util.Locale;

/** What one element of a tensor is. */
public enum ElementType {
    FLOAT32(4),
    /** Only as a model declares it: it is fed with, and answers in, {@link #FLOAT32} tensors. */
    FLOAT16(2),
    INT64(8),
    INT32(4),
    INT8(1),
    UINT8(1),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** The type that a {@link Tensor} of a port of this type has. */
    public ElementType held() {
        return this == FLOAT16 ? FLOAT32 : this;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ElementType of(OnnxJavaType type, String where) {
        return switch (type) {
            case FLOAT -> FLOAT32;
            case FLOAT16 -> FLOAT16;
            case INT64 -> INT64;
            case INT32 -> INT32;
            case INT8 -> INT8;
            case UINT8 -> UINT8;
            case BOOL -> BOOL;
            default ->
                throw new OnnxException(
                        OnnxException.Kind.UNSUPPORTED,
                        where + " holds " + type + " elements; eyes4j feeds and reads "
                                + "float32, float16, int64, int32, int8, uint8 and bool. Export the model with one of these");
        };
    }
}
