package org.eyes4j.vision.tfjs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds one message in the wire form of Protocol Buffers (protobuf.dev, "Encoding"): varints, 32-bit numbers and length-prefixed fields. */
final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoWriter integer(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    ProtoWriter real(int field, float value) {
        varint((long) field << 3 | FIXED32);
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(bits >>> shift);
        }
        return this;
    }

    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter message) {
        return bytes(field, message.toBytes());
    }

    /** Opens a length-prefixed field whose {@code length} bytes the caller writes after this message's. */
    ProtoWriter header(int field, long length) {
        varint((long) field << 3 | LENGTH);
        varint(length);
        return this;
    }

    private ProtoWriter bytes(int field, byte[] value) {
        header(field, value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
