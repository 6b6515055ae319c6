package org.eyes4j.tools.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eyes4j.tools.hash.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Decoded pixels: 8-bit, interleaved, row-major, top-left origin, sRGB. Three channels are RGB, four are RGBA (not
 * premultiplied).
 *
 * <p>A raster is treated as immutable: whoever receives {@link #data()} must not write to it. Not copied on
 * construction, so a caller hands the array over. Safe to share between threads.
 *
 * <p>At least 1 × 1 pixels, 3 channels (RGB) or 4 (RGBA), {@code height * width * channels} bytes.
 */
public final class Raster {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] data;
    /** Taken when it is first asked for; two threads may both take it and find the same. */
    private volatile @Nullable String fingerprint;

    public Raster(int width, int height, int channels, byte[] data) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A raster needs at least 1 x 1 pixels, got " + width + " x " + height);
        }
        if (channels != 3 && channels != 4) {
            throw new IllegalArgumentException("A raster has 3 (RGB) or 4 (RGBA) channels, got " + channels);
        }
        long expected = (long) width * height * channels;
        if (data.length != expected) {
            throw new IllegalArgumentException("A " + width + " x " + height + " x " + channels + " raster holds "
                    + expected + " bytes, got " + data.length);
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.data = data;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    public byte[] data() {
        return data;
    }

    /** SHA-256 of size and pixels, hexadecimal: what caches know a picture's content by. Computed once. */
    public String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = Sha256.of((width + "x" + height + "x" + channels + "|").getBytes(StandardCharsets.US_ASCII), data);
            fingerprint = known;
        }
        return known;
    }

    /** The unsigned value 0–255 of one channel of the pixel in column {@code x} and row {@code y}. */
    public int at(int x, int y, int channel) {
        return data[(y * width + x) * channels + channel] & 0xff;
    }

    /** This raster without its alpha channel: the colour bytes as they are, which is what Hugging Face does. */
    public Raster dropAlpha() {
        return channels == 3 ? this : toRgb(false);
    }

    /** This raster composited over white, which is what a person sees. */
    public Raster overWhite() {
        return channels == 3 ? this : toRgb(true);
    }

    private Raster toRgb(boolean composite) {
        byte[] rgb = new byte[width * height * 3];
        for (int from = 0, to = 0; from < data.length; from += 4, to += 3) {
            int alpha = composite ? data[from + 3] & 0xff : 255;
            for (int c = 0; c < 3; c++) {
                int colour = data[from + c] & 0xff;
                rgb[to + c] = (byte) (alpha == 255 ? colour : (colour * alpha + 255 * (255 - alpha) + 127) / 255);
            }
        }
        return new Raster(width, height, 3, rgb);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Raster that
                && width == that.width
                && height == that.height
                && channels == that.channels
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Raster[" + width + " x " + height + " x " + channels + "]";
    }
}
