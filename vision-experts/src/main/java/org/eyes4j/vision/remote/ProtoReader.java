package org.eyes4j.vision.remote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads fields of a protocol buffers message, one after the other, without a copy of what they hold. */
final class ProtoReader {
    /** The bytes are no such message. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private final ByteBuffer in;
    private int field;
    private int wire;

    ProtoReader(ByteBuffer message) {
        this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; whether there is one. Its value must be read or skipped before the one after it. */
    boolean next() {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (field < 1) {
            throw new MalformedException("field number " + field);
        }
        return true;
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    int field() {
        return field;
    }

    int wire() {
        return wire;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!in.hasRemaining()) {
                throw new MalformedException("it ends within a number");
            }
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new MalformedException("a number of more than ten bytes");
    }

    /** What a field of bytes holds, as a view. */
    ByteBuffer bytes() {
        if (wire != BYTES) {
            throw new MalformedException("field " + field + " of wire type " + wire + " in place of " + BYTES);
        }
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedException(
                    "field " + field + " of " + length + " bytes, of which " + in.remaining() + " came");
        }
        ByteBuffer view = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        return view;
    }

    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    void skip() {
        switch (wire) {
            case VARINT -> varint();
            case BYTES -> bytes();
            case FIXED32 -> forward(4);
            case FIXED64 -> forward(8);
            default -> throw new MalformedException("wire type " + wire);
        }
    }

    private void forward(int count) {
        if (in.remaining() < count) {
            throw new MalformedException("it ends within field " + field);
        }
        in.position(in.position() + count);
    }

    int fixed32() {
        if (wire != FIXED32 || in.remaining() < 4) {
            throw new MalformedException("field " + field + " is no number of four bytes");
        }
        return in.getInt();
    }
}
