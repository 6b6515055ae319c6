package org.eyes4j.tools.image;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;

/** {@link Raster}s as Java2D's pictures and back. Pixels are copied both ways; the colour under full transparency is kept. */
public final class Rasters {
    private Rasters() {}

    /** A picture of the same bytes, RGB or RGBA (not premultiplied), that Java2D can draw on and ImageIO can write. */
    public static BufferedImage toBufferedImage(Raster raster) {
        int channels = raster.channels();
        int[] offsets = channels == 3 ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
        DataBufferByte buffer = new DataBufferByte(raster.data().clone(), raster.data().length);
        WritableRaster pixels = java.awt.image.Raster.createInterleavedRaster(
                buffer, raster.width(), raster.height(), raster.width() * channels, channels, offsets, new Point(0, 0));
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                channels == 4,
                false,
                channels == 4 ? java.awt.Transparency.TRANSLUCENT : java.awt.Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, pixels, false, null);
    }

    /** The pixels of any Java2D picture: RGBA where it has an alpha channel, RGB elsewhere. */
    public static Raster fromBufferedImage(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean alpha = image.getColorModel().hasAlpha();
        int channels = alpha ? 4 : 3;
        byte[] data = new byte[width * height * channels];
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
}
