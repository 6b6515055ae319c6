package org.eyes4j.vision.tfjs;

import java.util.Locale;

/** The element types that a tensor of an imported model can have. */
public enum TfjsType {
    FLOAT32(1, 4),
    UINT8(2, 1),
    INT32(6, 4),
    BOOL(9, 1);

    private final int onnxCode;
    private final int bytes;

    TfjsType(int onnxCode, int bytes) {
        this.onnxCode = onnxCode;
        this.bytes = bytes;
    }

    /** {@code TensorProto.DataType} of ONNX. */
    int onnxCode() {
        return onnxCode;
    }

    /** Bytes of one element in an ONNX file. */
    int bytes() {
        return bytes;
    }

    /** Reads the name of a weight's type in {@code weightsManifest}. */
    static TfjsType ofWeight(String name) {
        return switch (name) {
            case "float32" -> FLOAT32;
            case "int32" -> INT32;
            case "bool" -> BOOL;
            default -> throw new UnsupportedGraph("weights of type '" + name + "' (expected float32, int32 or bool)");
        };
    }

    /** Reads TensorFlow's {@code DataType}, which files write as a name ({@code DT_FLOAT}) or as a number ({@code 1}). */
    static TfjsType ofTensorFlow(String nameOrNumber) {
        return switch (nameOrNumber.toUpperCase(Locale.ROOT)) {
            case "DT_FLOAT", "1", "DT_HALF", "19" -> FLOAT32;
            case "DT_UINT8", "4" -> UINT8;
            case "DT_INT32", "3", "DT_INT64", "9" ->
                INT32; // the runtime of TensorFlow.js has no 64-bit integers either
            case "DT_BOOL", "10" -> BOOL;
            default -> throw new UnsupportedGraph("data type " + nameOrNumber);
        };
    }
}
