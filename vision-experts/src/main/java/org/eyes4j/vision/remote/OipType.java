package org.eyes4j.vision.remote;

import java.util.Optional;
import org.eyes4j.vision.onnx.ElementType;

/** The element types of the protocol that eyes4j feeds and reads. */
final class OipType {
    private OipType() {}

    static String of(ElementType type) {
        return switch (type) {
            case FLOAT32 -> "FP32";
            case FLOAT16 -> "FP16";
            case INT64 -> "INT64";
            case INT32 -> "INT32";
            case INT8 -> "INT8";
            case UINT8 -> "UINT8";
            case BOOL -> "BOOL";
        };
    }

    static Optional<ElementType> read(String datatype) {
        return switch (datatype) {
            case "FP32" -> Optional.of(ElementType.FLOAT32);
            case "FP16" -> Optional.of(ElementType.FLOAT16);
            case "INT64" -> Optional.of(ElementType.INT64);
            case "INT32" -> Optional.of(ElementType.INT32);
            case "INT8" -> Optional.of(ElementType.INT8);
            case "UINT8" -> Optional.of(ElementType.UINT8);
            case "BOOL" -> Optional.of(ElementType.BOOL);
            default -> Optional.empty();
        };
    }
}
