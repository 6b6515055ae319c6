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
    private static final long SUM = 0xffff;
    private static final long TWO = SmoothResize.lanes(0x020202);

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
            int quick = channels == 3 ? width : 0;
            for (int x = 0; x < quick; x++, at += 6, target += 3) {
                long sum = sum(data, at, at + stride) + TWO;
                out[target] = (byte) (sum >>> 2);
                out[target + 1] = (byte) (sum >>> 23);
                out[target + 2] = (byte) (sum >>> 44);
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

    /** Of two pixels and the two below them, each channel's sum, 21 bits apart as in {@link SmoothResize}. */
    static long sum(byte[] data, int upper, int lower) {
        long above = (long) EIGHT_BYTES.get(data, upper);
        // Up to the last byte, for nothing may lie behind it.
        long below = (long) EIGHT_BYTES.get(data, lower - 2) >>> 16;
        // Sums of the columns: red, blue, green' and green, red', blue' of the two pixels, 16 bits apart.
        long even = (above & EVEN) + (below & EVEN);
        long odd = (above >>> 8 & EVEN) + (below >>> 8 & EVEN);
        long redAndBlue = even + (odd >>> 16);
        long green = odd + (even >>> 32);
        return redAndBlue & SUM | (green & SUM) << 21 | (redAndBlue & SUM << 16) << 26;
    }
}
