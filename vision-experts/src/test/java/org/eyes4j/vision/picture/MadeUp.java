package org.eyes4j.vision.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.eyes4j.tools.image.Raster;

/** Pictures and broken pictures that tests make up. */
final class MadeUp {
    private MadeUp() {}

    /** Soft colours that differ from pixel to pixel. */
    static Raster gradient(int width, int height, int channels) {
        byte[] data = new byte[width * height * channels];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                data[at++] = (byte) (x * 255 / Math.max(1, width - 1));
                data[at++] = (byte) (y * 255 / Math.max(1, height - 1));
                data[at++] = (byte) (128 + 100 * Math.sin(x * 0.3 + y * 0.2));
                if (channels == 4) {
                    data[at++] = (byte) (x * 7 + y * 3);
                }
            }
        }
        return new Raster(width, height, channels, data);
    }

    static BufferedImage image(Raster raster, int type) {
        BufferedImage image = new BufferedImage(raster.width(), raster.height(), type);
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                int alpha = raster.channels() == 4 ? raster.at(x, y, 3) : 255;
                image.setRGB(
                        x, y, alpha << 24 | raster.at(x, y, 0) << 16 | raster.at(x, y, 1) << 8 | raster.at(x, y, 2));
            }
        }
        return image;
    }

    static byte[] imageIo(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("No writer for " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG of these chunks; unfiltered rows come packed from {@link #deflate}. */
    static byte[] png(byte[]... chunks) {
        return join(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, join(chunks));
    }

    static byte[] ihdr(int width, int height, int depth, int colour, int interlace) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colour)
                        .put(new byte[2])
                        .put((byte) interlace)
                        .array());
    }

    static byte[] chunk(String name, byte... body) {
        byte[] named = join(name.getBytes(StandardCharsets.US_ASCII), body);
        CRC32 sum = new CRC32();
        sum.update(named);
        return join(
                ByteBuffer.allocate(4).putInt(body.length).array(),
                named,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    static byte[] deflate(byte... data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A JPEG with an EXIF note of the orientation put in after its first two bytes. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = ByteBuffer.allocate(36)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
        return join(Arrays.copyOf(jpeg, 2), exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
