package org.eyes4j.vision.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.eyes4j.vision.onnx.ElementType;

/** Numbers of a tensor that came in JSON, flat or nested, as the bytes of the binary form. */
final class JsonNumbers {
    private JsonNumbers() {}

    /** The bytes; empty where the data is no array of numbers of that type. */
    static Optional<ByteBuffer> raw(JsonNode data, String datatype) {
        Optional<ElementType> type = OipType.read(datatype).filter(t -> t != ElementType.FLOAT16);
        if (type.isEmpty() || !data.isArray()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.multiplyExact(count(data), type.get().bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        return put(data, type.get(), bytes) ? Optional.of(bytes.flip()) : Optional.empty();
    }

    private static int count(JsonNode data) {
        if (!data.isArray()) {
            return 1;
        }
        int count = 0;
        for (JsonNode item : data) {
            count = Math.addExact(count, count(item));
        }
        return count;
    }

    private static boolean put(JsonNode data, ElementType type, ByteBuffer bytes) {
        if (data.isArray()) {
            for (JsonNode item : data) {
                if (!put(item, type, bytes)) {
                    return false;
                }
            }
            return true;
        }
        if (type == ElementType.BOOL && data.isBoolean()) {
            bytes.put((byte) (data.asBoolean() ? 1 : 0));
            return true;
        }
        if (!data.isNumber()) {
            return false;
        }
        switch (type) {
            case FLOAT32 -> bytes.putFloat(data.floatValue());
            case INT64 -> bytes.putLong(data.longValue());
            case INT32 -> bytes.putInt(data.intValue());
            default -> bytes.put((byte) data.intValue());
        }
        return true;
    }
}
