package org.eyes4j.vision.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.eyes4j.tools.image.Raster;

/** A PNG file (W3C PNG) of 8-bit RGB or RGBA, without loss. For each row the filter that leaves the smallest numbers is taken. */
final class PngEncoder {
    private static final int[] FILTERS = {1, 2, 4};

    private PngEncoder() {}

    static byte[] encode(Raster raster) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raster.data().length / 2 + 1000);
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13)
                .putInt(raster.width())
                .putInt(raster.height())
                .put((byte) 8)
                .put((byte) (raster.channels() == 4 ? 6 : 2));
        chunk(out, "IHDR", header.array(), 13);
        pixels(out, raster);
        chunk(out, "IEND", new byte[0], 0);
        return out.toByteArray();
    }

    private static void pixels(ByteArrayOutputStream out, Raster raster) {
        int stride = raster.width() * raster.channels();
        byte[] above = new byte[stride];
        byte[] row = new byte[stride];
        byte[] best = new byte[stride + 1];
        byte[] tried = new byte[stride + 1];
        byte[] packed = new byte[1 << 16];
        Deflater deflater = new Deflater(4);
        try {
            for (int y = 0; y < raster.height(); y++) {
                System.arraycopy(raster.data(), y * stride, row, 0, stride);
                long least = Long.MAX_VALUE;
                for (int filter : FILTERS) {
                    long sum = filter(filter, row, above, raster.channels(), tried);
                    if (sum < least) {
                        least = sum;
                        byte[] used = best;
                        best = tried;
                        tried = used;
                    }
                }
                deflater.setInput(best);
                while (!deflater.needsInput()) {
                    flush(out, packed, deflater.deflate(packed));
                }
                byte[] used = above;
                above = row;
                row = used;
            }
            deflater.finish();
            while (!deflater.finished()) {
                flush(out, packed, deflater.deflate(packed));
            }
        } finally {
            deflater.end();
        }
    }

    private static void flush(ByteArrayOutputStream out, byte[] packed, int length) {
        if (length > 0) {
            chunk(out, "IDAT", packed, length);
        }
    }

    /** Writes the filter's number and the filtered row; the sum of its numbers, taken as signed. */
    private static long filter(int filter, byte[] row, byte[] above, int pixel, byte[] to) {
        to[0] = (byte) filter;
        long sum = 0;
        for (int i = 0; i < row.length; i++) {
            int left = i < pixel ? 0 : row[i - pixel] & 0xff;
            int up = above[i] & 0xff;
            int guess = switch (filter) {
                case 1 -> left;
                case 2 -> up;
                default -> PngDecoder.paeth(left, up, i < pixel ? 0 : above[i - pixel] & 0xff);
            };
            byte rest = (byte) (row[i] - guess);
            to[i + 1] = rest;
            sum += Math.abs(rest);
        }
        return sum;
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] body, int length) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + length)
                .putInt(length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(body, 0, length);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + length);
        out.writeBytes(chunk.putInt((int) sum.getValue()).array());
    }
}
