package org.eyes4j.vision.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import org.eyes4j.tools.image.Raster;

/** From the many ways in which decoders keep pixels to RGB and RGBA. */
final class Channels {
    private Channels() {}

    static void swapRedAndBlue(byte[] pixels, int channels) {
        for (int i = 0; i < pixels.length; i += channels) {
            byte first = pixels[i];
            pixels[i] = pixels[i + 2];
            pixels[i + 2] = first;
        }
    }

    /** Colours as stored: no colour profile is applied. */
    static Raster toRaster(BufferedImage image) {
        java.awt.image.Raster stored = image.getRaster();
        if (image.getColorModel() instanceof IndexColorModel colours) {
            return fromPalette(stored, colours);
        }
        int kind = image.getColorModel().getColorSpace().getType();
        int bands = stored.getNumBands();
        boolean grey = kind == ColorSpace.TYPE_GRAY && bands <= 2;
        boolean rgb = kind == ColorSpace.TYPE_RGB && (bands == 3 || bands == 4);
        if (kind == ColorSpace.TYPE_CMYK && bands == 4) {
            return fromInks(stored);
        }
        if (!grey && !rgb) {
            return converted(image);
        }
        byte[] own = interleaved(stored);
        if (own.length > 0 && bands == 3) {
            return new Raster(stored.getWidth(), stored.getHeight(), 3, own);
        }
        return fromBands(stored, bands, image.isAlphaPremultiplied());
    }

    /** The pixels themselves where they are 8-bit BGR without gaps, put into order in place; else nothing. */
    private static byte[] interleaved(java.awt.image.Raster stored) {
        if (stored.getSampleModel() instanceof ComponentSampleModel model
                && stored.getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getNumBanks() == 1
                && buffer.getData().length == stored.getWidth() * stored.getHeight() * 3
                && model.getPixelStride() == 3
                && model.getScanlineStride() == 3 * stored.getWidth()
                && stored.getSampleModelTranslateX() == 0
                && stored.getSampleModelTranslateY() == 0
                && Arrays.equals(model.getBandOffsets(), new int[] {2, 1, 0})) {
            swapRedAndBlue(buffer.getData(), 3);
            return buffer.getData();
        }
        return new byte[0];
    }

    private static Raster fromBands(java.awt.image.Raster stored, int bands, boolean premultiplied) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        boolean alpha = bands == 2 || bands == 4;
        int channels = alpha ? 4 : 3;
        byte[] out = new byte[width * height * channels];
        int[] row = new int[width * bands];
        int[] bits = stored.getSampleModel().getSampleSize();
        int target = 0;
        for (int y = 0; y < height; y++) {
            stored.getPixels(stored.getMinX(), stored.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int from = x * bands;
                int opacity = alpha ? toByte(row[from + bands - 1], bits[bands - 1]) : 255;
                for (int c = 0; c < 3; c++) {
                    int band = bands < 3 ? 0 : c;
                    int value = toByte(row[from + band], bits[band]);
                    out[target++] = (byte)
                            (premultiplied && opacity > 0
                                    ? Math.min(255, (value * 255 + opacity / 2) / opacity)
                                    : value);
                }
                if (alpha) {
                    out[target++] = (byte) opacity;
                }
            }
        }
        return new Raster(width, height, channels, out);
    }

    private static int toByte(int sample, int bits) {
        return bits > 8 ? sample >>> (bits - 8) & 0xff : bits == 8 ? sample & 0xff : sample * 255 / ((1 << bits) - 1);
    }

    private static Raster fromPalette(java.awt.image.Raster stored, IndexColorModel colours) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        int channels = colours.hasAlpha() ? 4 : 3;
        byte[] out = new byte[width * height * channels];
        int[] row = new int[width];
        int size = colours.getMapSize();
        int target = 0;
        for (int y = 0; y < height; y++) {
            stored.getSamples(stored.getMinX(), stored.getMinY() + y, width, 1, 0, row);
            for (int index : row) {
                int argb = index < size ? colours.getRGB(index) : 0xff000000;
                target = put(out, target, argb, channels);
            }
        }
        return new Raster(width, height, channels, out);
    }

    private static Raster converted(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int channels = image.getColorModel().hasAlpha() ? 4 : 3;
        byte[] out = new byte[width * height * channels];
        int[] row = new int[width];
        int target = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                target = put(out, target, argb, channels);
            }
        }
        return new Raster(width, height, channels, out);
    }

    private static int put(byte[] out, int at, int argb, int channels) {
        out[at] = (byte) (argb >> 16);
        out[at + 1] = (byte) (argb >> 8);
        out[at + 2] = (byte) argb;
        if (channels == 4) {
            out[at + 3] = (byte) (argb >>> 24);
        }
        return at + channels;
    }

    /**
     * Printing colours as JPEG files hold them, which is upside down (255 is no ink), to RGB without a profile, as Pillow does.
     *
     * @param luminance whether the first three bands are YCbCr of the inks
     */
    static Raster fromCmyk(java.awt.image.Raster stored, boolean luminance) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        byte[] out = new byte[width * height * 3];
        int[] row = new int[width * 4];
        int target = 0;
        for (int y = 0; y < height; y++) {
            stored.getPixels(stored.getMinX(), stored.getMinY() + y, width, 1, row);
            for (int from = 0; from < row.length; from += 4) {
                int paper = row[from + 3];
                int red = row[from];
                int green = row[from + 1];
                int blue = row[from + 2];
                if (luminance) {
                    double cb = green - 128.0;
                    double cr = blue - 128.0;
                    int light = red;
                    red = 255 - clip(light + 1.402 * cr);
                    green = 255 - clip(light - 0.344136 * cb - 0.714136 * cr);
                    blue = 255 - clip(light + 1.772 * cb);
                }
                out[target++] = (byte) ((red * paper + 127) / 255);
                out[target++] = (byte) ((green * paper + 127) / 255);
                out[target++] = (byte) ((blue * paper + 127) / 255);
            }
        }
        return new Raster(width, height, 3, out);
    }

    /** Printing colours as TIFF files hold them, 0 for no ink. */
    private static Raster fromInks(java.awt.image.Raster stored) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        byte[] out = new byte[width * height * 3];
        int[] row = new int[width * 4];
        int[] bits = stored.getSampleModel().getSampleSize();
        int target = 0;
        for (int y = 0; y < height; y++) {
            stored.getPixels(stored.getMinX(), stored.getMinY() + y, width, 1, row);
            for (int from = 0; from < row.length; from += 4) {
                int paper = 255 - toByte(row[from + 3], bits[3]);
                for (int c = 0; c < 3; c++) {
                    out[target++] = (byte) (((255 - toByte(row[from + c], bits[c])) * paper + 127) / 255);
                }
            }
        }
        return new Raster(width, height, 3, out);
    }

    private static int clip(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
