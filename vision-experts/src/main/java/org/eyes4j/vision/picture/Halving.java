package org.eyes4j.vision.picture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/** The mean of every two by two pixels: what {@link Interpolation#AREA} comes to where both sides become half, in whole numbers. */
final class Halving {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN = 0x00ff00ff00ff00ffL;

    private Halving() {}

    static boolean fits(Raster source, BoundingBox region, int width, int height) {
        return region.x1() == 0
                && region.y1() == 0
                && region.x2() == source.width()
                && region.y2() == source.height()
                && source.width() == 2L * width
                && source.height() == 2L * height;
    }

    static Raster of(Raster source) {
        int channels = source.channels();
        int width = source.width() / 2;
        int height = source.height() / 2;
        byte[] data = source.data();
        byte[] out = new byte[width * height * channels];
        Bands.share(2 * width, height, (from, to) -> rows(data, channels, width, from, to, height, out));
        return new Raster(width, height, channels, out);
    }

    private static void rows(byte[] data, int channels, int width, int from, int to, int height, byte[] out) {
        int stride = 2 * width * channels;
        int target = from * width * channels;
        for (int y = from; y < to; y++) {
            int at = 2 * y * stride;
            // Eight bytes are read for two pixels of three, so the last two pixels of all are left to the plain way.
            int quick = channels == 3 ? (y < height - 1 ? width : width - 1) : 0;
            for (int x = 0; x < quick; x++, at += 6, target += 3) {
                long upper = (long) EIGHT_BYTES.get(data, at);
                long lower = (long) EIGHT_BYTES.get(data, at + stride);
                // Sums of the columns: red, blue, green' and green, red', blue' of the two pixels, 16 bits apart.
                long even = (upper & EVEN) + (lower & EVEN);
                long odd = (upper >>> 8 & EVEN) + (lower >>> 8 & EVEN);
                int redAndBlue = (int) (even + (odd >>> 16)) + 0x20002;
                int green = (int) (odd + (even >>> 32)) + 2;
                out[target] = (byte) (redAndBlue >>> 2);
                out[target + 1] = (byte) (green >>> 2);
                out[target + 2] = (byte) (redAndBlue >>> 18);
            }
            for (int x = quick; x < width; x++, at += channels) {
                for (int c = 0; c < channels; c++, at++) {
                    int sum = (data[at] & 0xff)
                            + (data[at + channels] & 0xff)
                            + (data[at + stride] & 0xff)
                            + (data[at + stride + channels] & 0xff);
                    out[target++] = (byte) (sum + 2 >> 2);
                }
            }
        }
    }
}
