package org.eyes4j.vision.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/** The protobuf wire format, read forward through a small window, so that weights are skipped and never read. */
final class ProtoFile {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    private final SeekableByteChannel channel;
    private final ByteBuffer window = ByteBuffer.allocate(1 << 16).limit(0);
    private final long size;
    private long windowEnd;

    ProtoFile(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    long position() {
        return windowEnd - window.remaining();
    }

    /** Moves forward. */
    void skip(long bytes) throws IOException {
        if (bytes < 0 || bytes > size - position()) {
            throw new EOFException("a field of " + bytes + " bytes at offset " + position() + " reaches past the end");
        }
        if (bytes <= window.remaining()) {
            window.position(window.position() + (int) bytes);
        } else {
            windowEnd = position() + bytes;
            window.position(0).limit(0);
        }
    }

    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int b = read();
            value |= (long) (b & 0x7f) << Math.min(shift, 63);
            if (b < 0x80) {
                return value;
            }
        }
        throw new IOException("a number at offset " + position() + " has no end");
    }

    String text(int bytes) throws IOException {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) read();
        }
        return bytes;
    }

    private int read() throws IOException {
        if (!window.hasRemaining()) {
            channel.position(windowEnd);
            window.clear();
            if (channel.read(window) <= 0) {
                window.limit(0);
                throw new EOFException("it ends at offset " + windowEnd + " inside a field");
            }
            window.flip();
            windowEnd += window.remaining();
        }
        return window.get() & 0xff;
    }
}
