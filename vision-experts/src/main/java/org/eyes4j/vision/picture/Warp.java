package org.eyes4j.vision.picture;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;

/**
 * Cuts tilted and slanted parts out of a picture, upright, with bilinear interpolation. Coordinates are those of the house:
 * pixel edges, so the centre of the first pixel is (0.5, 0.5).
 */
public final class Warp {
    /** What lies outside of the picture. */
    public enum Border {
        /** The edge's pixels go on. */
        EDGE,
        /** Black, and transparent where there is alpha. */
        BLACK
    }

    private Warp() {}

    /** @param toSource from the result's coordinates to the source's */
    public static Raster affine(Raster source, Affine toSource, int width, int height, Border border) {
        if (source.channels() == 3) {
            byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
            rows(
                    source,
                    toSource,
                    width,
                    height,
                    border,
                    false,
                    (y, levels) -> SmoothResize.round(levels, out, y * levels.length));
            return new Raster(width, height, 3, out);
        }
        return sample(
                source,
                (x, y) -> toSource.a() * x + toSource.b() * y + toSource.c(),
                (x, y) -> toSource.d() * x + toSource.e() * y + toSource.f(),
                width,
                height,
                border);
    }

    /**
     * The same row by row.
     *
     * @param source RGB
     * @param planes whether a row's reds come first, then its greens, then its blues, instead of pixel by pixel
     */
    public static void rows(
            Raster source, Affine toSource, int width, int height, Border border, boolean planes, LevelRows result) {
        if (isCopy(source, toSource, width, height)) {
            int left = (int) toSource.c();
            int top = (int) toSource.f();
            Bands.share(width, height, (from, to) -> copy(source, left, top, width, from, to, planes, result));
            return;
        }
        if (isUpright(toSource)) {
            upright(source, false, toSource, width, height, border).rows(planes, result);
        } else {
            SlantedRows rows = new SlantedRows(source, toSource, width, border, planes);
            Bands.share(width, height, (from, to) -> rows.rows(from, to, result));
        }
    }

    /**
     * Rows of an upright part of a picture of half the size, which itself is not made.
     *
     * @param source RGB, with even sides; two by two of its pixels are one
     * @param toHalf from the result's coordinates to those of the half
     */
    public static void rowsOfHalf(
            Raster source, Affine toHalf, int width, int height, Border border, boolean planes, LevelRows result) {
        if (!isUpright(toHalf) || source.width() % 2 != 0 || source.height() % 2 != 0) {
            throw new IllegalArgumentException(
                    "Expected a part that is not turned of a picture with even sides, got " + toHalf + " of " + source);
        }
        upright(source, true, toHalf, width, height, border).rows(planes, result);
    }

    private static boolean isUpright(Affine map) {
        return map.b() == 0 && map.d() == 0 && map.a() > 0 && map.e() > 0;
    }

    private static SmoothResize upright(
            Raster source, boolean halved, Affine map, int width, int height, Border border) {
        int parts = halved ? 2 : 1;
        double right = map.c() + map.a() * width;
        double bottom = map.f() + map.e() * height;
        return new SmoothResize(
                source,
                halved,
                Windows.bilinear(source.width() / parts, map.c(), right, width, border),
                Windows.bilinear(source.height() / parts, map.f(), bottom, height, border));
    }

    /** Whether the result is a part of the picture as it is. */
    private static boolean isCopy(Raster source, Affine toSource, int width, int height) {
        return toSource.a() == 1
                && toSource.b() == 0
                && toSource.d() == 0
                && toSource.e() == 1
                && toSource.c() == Math.rint(toSource.c())
                && toSource.f() == Math.rint(toSource.f())
                && toSource.c() >= 0
                && toSource.f() >= 0
                && toSource.c() + width <= source.width()
                && toSource.f() + height <= source.height();
    }

    private static void copy(
            Raster source, int left, int top, int width, int from, int to, boolean planes, LevelRows result) {
        byte[] data = source.data();
        float[] levels = new float[3 * width];
        LevelRows band = result.ofBand();
        for (int y = from; y < to; y++) {
            int at = ((top + y) * source.width() + left) * 3;
            if (planes) {
                for (int x = 0; x < width; x++, at += 3) {
                    levels[x] = data[at] & 0xff;
                    levels[width + x] = data[at + 1] & 0xff;
                    levels[2 * width + x] = data[at + 2] & 0xff;
                }
            } else {
                for (int i = 0; i < levels.length; i++) {
                    levels[i] = data[at + i] & 0xff;
                }
            }
            band.row(y, levels);
        }
    }

    /**
     * A quadrilateral as a rectangle, by the one perspective that maps corners to corners.
     *
     * @param corners of the part, in the order top left, top right, bottom right, bottom left of the result; convex
     */
    public static Raster quad(Raster source, List<Point> corners, int width, int height, Border border) {
        double[] m = perspective(corners, width, height);
        return sample(
                source,
                (x, y) -> (m[0] * x + m[1] * y + m[2]) / (m[6] * x + m[7] * y + 1),
                (x, y) -> (m[3] * x + m[4] * y + m[5]) / (m[6] * x + m[7] * y + 1),
                width,
                height,
                border);
    }

    /** The map from a rectangle to four corners (Heckbert 1989, section 2.2.3), as eight numbers; the ninth is 1. */
    private static double[] perspective(List<Point> corners, int width, int height) {
        if (corners.size() != 4) {
            throw new IllegalArgumentException("A quadrilateral has 4 corners, got " + corners.size());
        }
        Point p0 = corners.get(0);
        Point p1 = corners.get(1);
        Point p2 = corners.get(2);
        Point p3 = corners.get(3);
        double sx = p0.x() - p1.x() + p2.x() - p3.x();
        double sy = p0.y() - p1.y() + p2.y() - p3.y();
        double dx1 = p1.x() - p2.x();
        double dx2 = p3.x() - p2.x();
        double dy1 = p1.y() - p2.y();
        double dy2 = p3.y() - p2.y();
        double det = dx1 * dy2 - dx2 * dy1;
        if (Math.abs(det) < 1e-12) {
            throw new IllegalArgumentException("These corners span no area: " + corners);
        }
        double g = (sx * dy2 - dx2 * sy) / det;
        double h = (dx1 * sy - sx * dy1) / det;
        return new double[] {
            (p1.x() - p0.x() + g * p1.x()) / width,
            (p3.x() - p0.x() + h * p3.x()) / height,
            p0.x(),
            (p1.y() - p0.y() + g * p1.y()) / width,
            (p3.y() - p0.y() + h * p3.y()) / height,
            p0.y(),
            g / width,
            h / height
        };
    }

    private static Raster sample(
            Raster source, DoubleBinaryOperator toX, DoubleBinaryOperator toY, int width, int height, Border border) {
        int channels = source.channels();
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        int target = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sx = toX.applyAsDouble(x + 0.5, y + 0.5) - 0.5;
                double sy = toY.applyAsDouble(x + 0.5, y + 0.5) - 0.5;
                int left = (int) Math.floor(sx);
                int top = (int) Math.floor(sy);
                if (left >= 0 && top >= 0 && left + 1 < source.width() && top + 1 < source.height()) {
                    inside(source, left, top, sx - left, sy - top, out, target);
                } else {
                    onBorder(source, left, top, sx - left, sy - top, border, out, target);
                }
                target += channels;
            }
        }
        return new Raster(width, height, channels, out);
    }

    /** Four neighbours that are all there, which is the case nearly always. */
    private static void inside(Raster source, int left, int top, double tx, double ty, byte[] out, int target) {
        byte[] data = source.data();
        int channels = source.channels();
        int upper = (top * source.width() + left) * channels;
        int lower = upper + source.width() * channels;
        for (int c = 0; c < channels; c++) {
            double above = (data[upper + c] & 0xff) * (1 - tx) + (data[upper + channels + c] & 0xff) * tx;
            double below = (data[lower + c] & 0xff) * (1 - tx) + (data[lower + channels + c] & 0xff) * tx;
            out[target + c] = (byte) (int) (above * (1 - ty) + below * ty + 0.5);
        }
    }

    private static void onBorder(
            Raster source, int left, int top, double tx, double ty, Border border, byte[] out, int target) {
        for (int c = 0; c < source.channels(); c++) {
            double above = at(source, left, top, c, border) * (1 - tx) + at(source, left + 1, top, c, border) * tx;
            double below =
                    at(source, left, top + 1, c, border) * (1 - tx) + at(source, left + 1, top + 1, c, border) * tx;
            out[target + c] = (byte) (int) (above * (1 - ty) + below * ty + 0.5);
        }
    }

    static int at(Raster source, int x, int y, int channel, Border border) {
        if (x >= 0 && y >= 0 && x < source.width() && y < source.height()) {
            return source.at(x, y, channel);
        }
        return border == Border.BLACK
                ? 0
                : source.at(
                        Math.max(0, Math.min(x, source.width() - 1)),
                        Math.max(0, Math.min(y, source.height() - 1)),
                        channel);
    }
}
