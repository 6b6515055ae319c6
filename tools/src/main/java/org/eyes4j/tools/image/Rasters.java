package org.eyes4j.tools.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** {@link Raster}s as Java2D's pictures and back. Pixels are copied both ways; the colour under full transparency is kept. */
public final class Rasters {
    private Rasters() {}

    /** The same pixels, RGB or RGBA (not premultiplied), in one of Java2D's fast forms. */
    public static BufferedImage toBufferedImage(Raster raster) {
        boolean alpha = raster.channels() == 4;
        BufferedImage image = new BufferedImage(
                raster.width(), raster.height(), alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
        reverse(raster.data(), ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), raster.channels());
        return image;
    }

    /** The pixels of any Java2D picture: RGBA where it has an alpha channel, RGB elsewhere. */
    public static Raster fromBufferedImage(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean alpha = image.getColorModel().hasAlpha();
        int channels = alpha ? 4 : 3;
        byte[] data = new byte[width * height * channels];
        boolean reversed =
                image.getType() == BufferedImage.TYPE_3BYTE_BGR || image.getType() == BufferedImage.TYPE_4BYTE_ABGR;
        if (reversed
                && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getSize() == data.length) {
            reverse(buffer.getData(), data, channels);
            return new Raster(width, height, channels, data);
        }
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                data[at++] = (byte) (argb >> 16);
                data[at++] = (byte) (argb >> 8);
                data[at++] = (byte) argb;
                if (alpha) {
                    data[at++] = (byte) (argb >> 24);
                }
            }
        }
        return new Raster(width, height, channels, data);
    }

    /** Turns the order of the channels of every pixel round. */
    private static void reverse(byte[] from, byte[] to, int channels) {
        for (int p = 0; p < from.length; p += channels) {
            for (int c = 0; c < channels; c++) {
                to[p + c] = from[p + channels - 1 - c];
            }
        }
    }

    /**
     * The part inside whole pixels {@code [x1, x2) × [y1, y2)}.
     *
     * @throws IllegalArgumentException if that is not at least one pixel inside the picture
     */
    public static Raster crop(Raster raster, int x1, int y1, int x2, int y2) {
        if (x1 < 0 || y1 < 0 || x2 > raster.width() || y2 > raster.height() || x1 >= x2 || y1 >= y2) {
            throw new IllegalArgumentException("A crop of a " + raster.width() + " x " + raster.height()
                    + " picture needs at least one pixel inside it, got [" + x1 + ", " + y1 + ", " + x2 + ", " + y2
                    + "]");
        }
        int channels = raster.channels();
        int stride = (x2 - x1) * channels;
        byte[] data = new byte[stride * (y2 - y1)];
        for (int y = y1; y < y2; y++) {
            System.arraycopy(raster.data(), (y * raster.width() + x1) * channels, data, (y - y1) * stride, stride);
        }
        return new Raster(x2 - x1, y2 - y1, channels, data);
    }

    /** Left and right changed over. */
    public static Raster mirror(Raster raster) {
        int channels = raster.channels();
        int width = raster.width();
        byte[] data = new byte[raster.data().length];
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(
                        raster.data(),
                        (y * width + x) * channels,
                        data,
                        (y * width + width - 1 - x) * channels,
                        channels);
            }
        }
        return new Raster(width, raster.height(), channels, data);
    }

    /**
     * Numbers as grey levels: the least black, the largest white, what is between cut to whole levels; black all over where
     * all are equal.
     *
     * @param values finite, {@code height × width}, row-major
     */
    public static Raster grey(float[] values, int width, int height) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        float range = most - least;
        byte[] pixels = new byte[values.length * 3];
        for (int i = 0; i < values.length; i++) {
            byte level = (byte) (range > 0 ? (int) ((values[i] - least) / range * 255) : 0);
            pixels[3 * i] = level;
            pixels[3 * i + 1] = level;
            pixels[3 * i + 2] = level;
        }
        return new Raster(width, height, 3, pixels);
    }

    /** Stretched to another size: each new pixel is the mean of what it covers, so small pictures of large ones are calm. */
    public static Raster scale(Raster raster, int width, int height) {
        if (width == raster.width() && height == raster.height()) {
            return raster;
        }
        int channels = raster.channels();
        float[] rows = new float[width * raster.height() * channels];
        double sx = (double) raster.width() / width;
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int i = (int) (x * sx); i < Math.min(raster.width(), (x + 1) * sx); i++) {
                        sum += raster.at(i, y, c) * (Math.min(i + 1, (x + 1) * sx) - Math.max(i, x * sx));
                    }
                    rows[(y * width + x) * channels + c] = (float) (sum / sx);
                }
            }
        }
        byte[] data = new byte[width * height * channels];
        double sy = (double) raster.height() / height;
        for (int y = 0; y < height; y++) {
            for (int p = 0; p < width * channels; p++) {
                double sum = 0;
                for (int j = (int) (y * sy); j < Math.min(raster.height(), (y + 1) * sy); j++) {
                    sum += rows[j * width * channels + p] * (Math.min(j + 1, (y + 1) * sy) - Math.max(j, y * sy));
                }
                data[y * width * channels + p] = (byte) Math.round(sum / sy);
            }
        }
        return new Raster(width, height, channels, data);
    }
}
