package org.eyes4j.vision.picture;

import java.util.function.DoubleUnaryOperator;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/**
 * The six filters of Pillow's {@code Image.resize}, equal to it bit for bit: when a picture shrinks the filter is stretched
 * to cover all of its pixels, weights are whole numbers of 22 bits, and each of the two passes rounds to 8 bits. This is
 * how most models' training pictures were resized. The region is Pillow's {@code box}: it may have fractions and lies inside
 * the picture. As in Pillow, colours of RGBA are weighed by their alpha (except with {@link #NEAREST}).
 */
public enum PillowFilter implements Resampler {
    NEAREST(0, x -> 0),
    BOX(0.5, x -> x > -0.5 && x <= 0.5 ? 1 : 0),
    BILINEAR(1, x -> Math.abs(x) < 1 ? 1 - Math.abs(x) : 0),
    HAMMING(1, PillowFilter::hamming),
    BICUBIC(2, PillowFilter::bicubic),
    LANCZOS(3, x -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0);

    private final double support;
    private final DoubleUnaryOperator kernel;

    PillowFilter(double support, DoubleUnaryOperator kernel) {
        this.support = support;
        this.kernel = kernel;
    }

    /** Pillow's own number of the filter, as in the {@code resample} of a {@code preprocessor_config.json}. */
    public static PillowFilter ofCode(int code) {
        return switch (code) {
            case 0 -> NEAREST;
            case 1 -> LANCZOS;
            case 2 -> BILINEAR;
            case 3 -> BICUBIC;
            case 4 -> BOX;
            case 5 -> HAMMING;
            default -> throw new IllegalArgumentException("Pillow's filters have the numbers 0 to 5, got " + code);
        };
    }

    @Override
    public Raster resize(Raster source, BoundingBox region, int width, int height) {
        return new PillowResize(this, Integer.SIZE, source, region, width, height).run();
    }

    /**
     * This filter as torchvision's {@code resize} runs it on 8 bits with antialiasing: as Pillow, but weights fit into 16 bits
     * with their sign, so that some pixels differ by a level.
     */
    public Resampler torchvision() {
        return (source, region, width, height) ->
                new PillowResize(this, Short.SIZE - 1, source, region, width, height).run();
    }

    double support() {
        return support;
    }

    double weight(double distance) {
        return kernel.applyAsDouble(distance);
    }

    private static double hamming(double distance) {
        double x = Math.abs(distance);
        if (x == 0) {
            return 1;
        } else if (x >= 1) {
            return 0;
        }
        double angle = x * Math.PI;
        // Pillow writes these two as single precision, which shows in the last bit.
        return Math.sin(angle) / angle * (0.54f + 0.46f * Math.cos(angle));
    }

    private static double bicubic(double distance) {
        double a = -0.5;
        double x = Math.abs(distance);
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private static double sinc(double x) {
        double angle = x * Math.PI;
        return x == 0 ? 1 : Math.sin(angle) / angle;
    }
}
