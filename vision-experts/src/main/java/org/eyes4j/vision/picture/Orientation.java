package org.eyes4j.vision.picture;

import org.eyes4j.tools.image.Raster;

/** Turns stored pixels upright, by the eight orientations of EXIF. */
final class Orientation {
    private Orientation() {}

    static Raster apply(Raster raster, int orientation) {
        if (orientation == 1) {
            return raster;
        }
        int w = raster.width();
        int h = raster.height();
        int channels = raster.channels();
        boolean swapped = orientation >= 5;
        int width = swapped ? h : w;
        int height = swapped ? w : h;
        byte[] from = raster.data();
        byte[] to = new byte[from.length];
        for (int y = 0; y < height; y++) {
            // The stored pixel of the first column of this row, and the way to that of the next column.
            int first = stored(orientation, 0, y, w, h);
            int step = width == 1 ? 0 : stored(orientation, 1, y, w, h) - first;
            int source = first * channels;
            int target = y * width * channels;
            for (int x = 0; x < width; x++, source += step * channels) {
                for (int c = 0; c < channels; c++) {
                    to[target++] = from[source + c];
                }
            }
        }
        return new Raster(width, height, channels, to);
    }

    /** The index of the stored pixel that belongs at an upright position. */
    private static int stored(int orientation, int x, int y, int w, int h) {
        return switch (orientation) {
            case 2 -> y * w + (w - 1 - x);
            case 3 -> (h - 1 - y) * w + (w - 1 - x);
            case 4 -> (h - 1 - y) * w + x;
            case 5 -> x * w + y;
            case 6 -> (h - 1 - x) * w + y;
            case 7 -> (h - 1 - x) * w + (w - 1 - y);
            case 8 -> x * w + (w - 1 - y);
            default -> throw new IllegalArgumentException("An EXIF orientation is 1 to 8, got " + orientation);
        };
    }
}
