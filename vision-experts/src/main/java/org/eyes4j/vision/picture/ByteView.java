package org.eyes4j.vision.picture;

import java.nio.charset.StandardCharsets;

/** The bytes of a file, read with bounds checked; reading past the end says that the file is cut off. */
record ByteView(String name, PictureFormat format, byte[] data, int start, int end, boolean bigEndian) {
    static ByteView of(String name, PictureFormat format, byte[] data, boolean bigEndian) {
        return new ByteView(name, format, data, 0, data.length, bigEndian);
    }

    /** A part of this one; positions count from its start. */
    ByteView part(long from, long length, boolean partBigEndian) {
        require(from, length);
        int at = start + (int) from;
        return new ByteView(name, format, data, at, at + (int) length, partBigEndian);
    }

    int length() {
        return end - start;
    }

    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at <= length() - count;
    }

    int u8(long at) {
        require(at, 1);
        return data[start + (int) at] & 0xff;
    }

    int u16(long at) {
        int first = u8(at);
        int second = u8(at + 1);
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    int u24(long at) {
        return bigEndian ? u8(at) << 16 | u8(at + 1) << 8 | u8(at + 2) : u8(at + 2) << 16 | u16(at);
    }

    long u32(long at) {
        long first = u16(at);
        long second = u16(at + 2);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    /** Whether these characters, one a byte, stand here. */
    boolean is(long at, String bytes) {
        return has(at, bytes.length())
                && new String(data, start + (int) at, bytes.length(), StandardCharsets.ISO_8859_1).equals(bytes);
    }

    private void require(long at, long count) {
        if (!has(at, count)) {
            throw PictureException.truncated(
                    name, format, String.format("it ends after %,d bytes, before all its parts", data.length));
        }
    }
}
