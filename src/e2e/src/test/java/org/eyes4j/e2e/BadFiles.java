package org.eyes4j.e2e;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes pictures that are none. */
final class BadFiles {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private BadFiles() {}

    static Path write(Path folder, String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path truncatedJpeg(Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(Repository.sample("rocket.jpg"));
        return write(folder, "half.jpg", Arrays.copyOf(whole, whole.length / 3));
    }

    /** A sound header for a picture of a size, and almost nothing after it. */
    static byte[] png(int width, int height, byte[]... chunks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(SIGNATURE);
        bytes.writeBytes(chunk("IHDR", header(width, height)));
        for (byte[] chunk : chunks) {
            bytes.writeBytes(chunk);
        }
        bytes.writeBytes(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    static byte[] chunk(String type, byte[] body) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            byte[] name = type.getBytes(StandardCharsets.US_ASCII);
            out.writeInt(body.length);
            out.write(name);
            out.write(body);
            CRC32 sum = new CRC32();
            sum.update(name);
            sum.update(body);
            out.writeInt((int) sum.getValue());
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many chunks without a byte in them. */
    static byte[] emptyChunks(String type, int count) {
        byte[] one = chunk(type, new byte[0]);
        byte[] all = new byte[one.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }

    /** Zeros that unpack to so many bytes. */
    static byte[] packedZeros(int unpacked) {
        Deflater deflater = new Deflater(9);
        byte[] block = new byte[1 << 16];
        byte[] buffer = new byte[1 << 16];
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int left = unpacked; left > 0; left -= block.length) {
            deflater.setInput(block, 0, Math.min(left, block.length));
            while (!deflater.needsInput()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return packed.toByteArray();
    }

    private static byte[] header(int width, int height) {
        byte[] header = new byte[13];
        for (int i = 0; i < 4; i++) {
            header[i] = (byte) (width >>> 24 - 8 * i);
            header[4 + i] = (byte) (height >>> 24 - 8 * i);
        }
        header[8] = 8;
        header[9] = 2;
        return header;
    }
}
