package org.eyes4j.vision.picture;

import org.eyes4j.config.Settings;

/**
 * What a picture from outside may take. All but {@code maxBytes} is checked from the header, before a pixel is decoded.
 *
 * @param maxPixels width × height
 * @param maxBytes of the encoded file
 * @param maxSide the longer side in pixels
 * @param maxScans of a progressive JPEG; each one costs a pass over the whole picture
 */
public record PictureLimits(long maxPixels, long maxBytes, int maxSide, int maxScans) {
    private static final int SCANS = 200;

    public PictureLimits {
        if (maxPixels < 1 || maxBytes < 1 || maxSide < 1 || maxScans < 1) {
            throw new IllegalArgumentException("Limits of pictures are 1 or more, got maxPixels " + maxPixels
                    + ", maxBytes " + maxBytes + ", maxSide " + maxSide + ", maxScans " + maxScans);
        }
        if (maxPixels > Integer.MAX_VALUE / 4 || maxBytes > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("A picture has at most " + Integer.MAX_VALUE / 4 + " pixels and "
                    + (Integer.MAX_VALUE - 16) + " bytes, got " + maxPixels + " and " + maxBytes);
        }
    }

    /** 50 megapixels, 64 MiB, 20,000 pixels a side. */
    public static PictureLimits defaults() {
        return new PictureLimits(50_000_000, 64L << 20, 20_000, SCANS);
    }

    /** Those of the settings. */
    public static PictureLimits of(Settings.Pictures settings) {
        return new PictureLimits(settings.maxPixels(), settings.maxBytes(), settings.maxSide(), SCANS);
    }

    void checkBytes(String name, long bytes) {
        if (bytes > maxBytes) {
            throw new PictureException(
                    PictureException.Kind.TOO_LARGE,
                    String.format(
                            "%s has %,d bytes; at most %,d are read. Make it smaller, or raise pictures.max_bytes",
                            name, bytes, maxBytes));
        }
    }

    void checkSize(String name, PictureFormat format, long width, long height) {
        if (width < 1 || height < 1) {
            throw PictureException.broken(name, format, "its header says " + width + " x " + height + " pixels");
        }
        if (width > maxSide || height > maxSide || width * height > maxPixels) {
            throw new PictureException(
                    PictureException.Kind.TOO_LARGE,
                    String.format(
                            "%s has %,d x %,d pixels; at most %,d in all and %,d a side are decoded. Make it smaller, or raise pictures.max_pixels or pictures.max_side",
                            name, width, height, maxPixels, maxSide));
        }
    }
}
