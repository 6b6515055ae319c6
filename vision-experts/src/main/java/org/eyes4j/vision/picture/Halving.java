package org.eyes4j.vision.picture;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/** The mean of every two by two pixels: what {@link Interpolation#AREA} comes to where both sides become half, in whole numbers. */
final class Halving {
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
        int stride = source.width() * channels;
        byte[] data = source.data();
        byte[] out = new byte[width * height * channels];
        int target = 0;
        for (int y = 0; y < height; y++) {
            int at = 2 * y * stride;
            for (int x = 0; x < width; x++, at += channels) {
                for (int c = 0; c < channels; c++, at++) {
                    int sum = (data[at] & 0xff)
                            + (data[at + channels] & 0xff)
                            + (data[at + stride] & 0xff)
                            + (data[at + stride + channels] & 0xff);
                    out[target++] = (byte) (sum + 2 >> 2);
                }
            }
        }
        return new Raster(width, height, channels, out);
    }
}
