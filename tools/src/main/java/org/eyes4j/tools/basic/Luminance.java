package org.eyes4j.tools.basic;

import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import java.util.Arrays;
import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;

/**
 * Grey levels of a picture, or of a part, scaled or turned, with the map back to the picture they were taken from.
 *
 * @param grey row-major, 0 is black
 * @param toPicture maps coordinates here to the whole picture's
 */
@SuppressWarnings("ArrayRecordComponent") // passed on within this package, never compared
record Luminance(byte[] grey, int width, int height, Affine toPicture) {

    /** Of a whole picture, over white where it is transparent; weights of Rec. 601. */
    static Luminance of(Raster picture) {
        Raster raster = picture.overWhite();
        byte[] rgb = raster.data();
        byte[] grey = new byte[rgb.length / 3];
        for (int p = 0; p < grey.length; p++) {
            int r = rgb[3 * p] & 0xff;
            int g = rgb[3 * p + 1] & 0xff;
            int b = rgb[3 * p + 2] & 0xff;
            grey[p] = (byte) ((299 * r + 587 * g + 114 * b + 500) / 1000);
        }
        return new Luminance(grey, raster.width(), raster.height(), Affine.IDENTITY);
    }

    int at(int x, int y) {
        return grey[y * width + x] & 0xff;
    }

    /** Grey at any place by the nearest pixel; white outside. */
    int at(Point p) {
        int x = (int) Math.floor(p.x());
        int y = (int) Math.floor(p.y());
        return x < 0 || y < 0 || x >= width || y >= height ? 255 : at(x, y);
    }

    Luminance part(int x1, int y1, int x2, int y2) {
        byte[] part = new byte[(x2 - x1) * (y2 - y1)];
        for (int y = y1; y < y2; y++) {
            System.arraycopy(grey, y * width + x1, part, (y - y1) * (x2 - x1), x2 - x1);
        }
        return new Luminance(part, x2 - x1, y2 - y1, Affine.translation(x1, y1).then(toPicture));
    }

    /** Scaled by a factor: bilinear upwards; downwards each pixel is the mean of a block, for whole divisors. */
    Luminance scale(double factor) {
        if (factor < 1) {
            return shrink((int) Math.round(1 / factor));
        }
        return resample(
                (int) Math.round(width * factor),
                (int) Math.round(height * factor),
                Affine.scale(1 / factor, 1 / factor));
    }

    /** Turned about its middle, white around. */
    Luminance turn(double degrees) {
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees));
        int w = (int) Math.ceil(Math.abs(width * c) + Math.abs(height * s) - 1e-6);
        int h = (int) Math.ceil(Math.abs(width * s) + Math.abs(height * c) - 1e-6);
        Affine back = Affine.translation(-w / 2.0, -h / 2.0)
                .then(new Affine(c, s, 0, -s, c, 0))
                .then(Affine.translation(width / 2.0, height / 2.0));
        return resample(w, h, back);
    }

    Luminance inverted() {
        byte[] other = new byte[grey.length];
        for (int p = 0; p < grey.length; p++) {
            other[p] = (byte) (255 - (grey[p] & 0xff));
        }
        return new Luminance(other, width, height, toPicture);
    }

    /** With boxes of the whole picture painted white. */
    Luminance without(List<BoundingBox> boxes) {
        if (boxes.isEmpty()) {
            return this;
        }
        byte[] rest = grey.clone();
        for (BoundingBox box : boxes) {
            BoundingBox here = toPicture.inverse().apply(box).clip(width, height);
            for (int y = (int) here.y1(); y < here.y2(); y++) {
                Arrays.fill(rest, y * width + (int) here.x1(), y * width + (int) here.x2(), (byte) 255);
            }
        }
        return new Luminance(rest, width, height, toPicture);
    }

    LuminanceSource source() {
        return new PlanarYUVLuminanceSource(grey, width, height, 0, 0, width, height, false);
    }

    private Luminance shrink(int by) {
        int w = Math.max(1, width / by);
        int h = Math.max(1, height / by);
        byte[] small = new byte[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int sum = 0;
                for (int j = 0; j < by; j++) {
                    for (int i = 0; i < by; i++) {
                        sum += at(Math.min(width - 1, x * by + i), Math.min(height - 1, y * by + j));
                    }
                }
                small[y * w + x] = (byte) (sum / (by * by));
            }
        }
        return new Luminance(small, w, h, Affine.scale(by, by).then(toPicture));
    }

    private Luminance resample(int w, int h, Affine back) {
        byte[] other = new byte[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double u = back.a() * (x + 0.5) + back.b() * (y + 0.5) + back.c() - 0.5;
                double v = back.d() * (x + 0.5) + back.e() * (y + 0.5) + back.f() - 0.5;
                other[y * w + x] = (byte) bilinear(u, v);
            }
        }
        return new Luminance(other, w, h, back.then(toPicture));
    }

    private int bilinear(double u, double v) {
        if (u < -1 || v < -1 || u > width || v > height) {
            return 255;
        }
        int x = (int) Math.floor(u);
        int y = (int) Math.floor(v);
        double fx = u - x;
        double fy = v - y;
        double top = clamped(x, y) * (1 - fx) + clamped(x + 1, y) * fx;
        double bottom = clamped(x, y + 1) * (1 - fx) + clamped(x + 1, y + 1) * fx;
        return (int) Math.round(top * (1 - fy) + bottom * fy);
    }

    private int clamped(int x, int y) {
        return at(Math.max(0, Math.min(width - 1, x)), Math.max(0, Math.min(height - 1, y)));
    }
}
