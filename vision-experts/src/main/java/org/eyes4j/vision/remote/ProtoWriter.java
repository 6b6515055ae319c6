package org.eyes4j.vision.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes fields of a protocol buffers message. */
final class ProtoWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A text; nothing for an empty one, as for every default. */
    ProtoWriter text(int field, String value) {
        return value.isEmpty() ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toByteArray());
    }

    /** Whole numbers, packed. */
    ProtoWriter numbers(int field, List<Long> values) {
        if (values.isEmpty()) {
            return this;
        }
        ProtoWriter packed = new ProtoWriter();
        values.forEach(packed::varint);
        return message(field, packed);
    }

    ProtoWriter bytes(int field, byte[] value) {
        head(field, value.length);
        out.writeBytes(value);
        return this;
    }

    /** The beginning of a field of so many bytes, which are to follow. */
    ProtoWriter head(int field, int length) {
        varint((long) field << 3 | 2);
        varint(length);
        return this;
    }

    ProtoWriter flag(int field, boolean value) {
        if (value) {
            varint((long) field << 3);
            varint(1);
        }
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
