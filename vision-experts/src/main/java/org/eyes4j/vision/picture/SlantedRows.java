package org.eyes4j.vision.picture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.image.Raster;

/**
 * Rows of a turned or slanted part of an RGB picture, bilinear. Where a pixel reads is rounded to a thousandth of a pixel, and
 * three levels are weighed by one multiplication, as in {@link SmoothResize}. Immutable and thread-safe.
 */
final class SlantedRows {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bits behind the point, of places while they are added up and of those that weigh. */
    private static final int EXACT = 40;

    private static final int FINE = 10;
    private static final int PIXEL = 1 << FINE;
    private static final int RGB = 0xffffff;
    private static final float UNIT = 1f / Windows.ONE;

    private final Raster source;
    private final Affine toSource;
    private final int width;
    private final Warp.Border border;
    /** From one pixel's level to the next one's, and from its red to its green, in a row of levels. */
    private final int step;

    private final int apart;

    /** @param planes as for {@link SmoothResize#rows} */
    SlantedRows(Raster source, Affine toSource, int width, Warp.Border border, boolean planes) {
        this.source = source;
        this.toSource = toSource;
        this.width = width;
        this.border = border;
        this.step = planes ? 1 : 3;
        this.apart = planes ? width : 1;
    }

    void rows(int from, int to, LevelRows result) {
        float[] levels = new float[3 * width];
        LevelRows band = result.ofBand();
        for (int y = from; y < to; y++) {
            row(y, levels);
            band.row(y, levels);
        }
    }

    private void row(int y, float[] levels) {
        byte[] data = source.data();
        int stride = source.width() * 3;
        int lastLeft = source.width() - 2;
        int lastTop = source.height() - 2;
        long half = 1L << EXACT - FINE - 1;
        long placeX = exact(toSource.a() * 0.5 + toSource.b() * (y + 0.5) + toSource.c() - 0.5) + half;
        long placeY = exact(toSource.d() * 0.5 + toSource.e() * (y + 0.5) + toSource.f() - 0.5) + half;
        long stepX = exact(toSource.a());
        long stepY = exact(toSource.d());
        for (int i = 0, at = 0; i < width; i++, at += step, placeX += stepX, placeY += stepY) {
            int x = (int) (placeX >> EXACT);
            int top = (int) (placeY >> EXACT);
            int tx = (int) (placeX >> EXACT - FINE) & PIXEL - 1;
            int ty = (int) (placeY >> EXACT - FINE) & PIXEL - 1;
            if (x >= 0 && top >= 0 && x <= lastLeft && top <= lastTop) {
                int lower = (top + 1) * stride + x * 3;
                // Two pixels each: those above from the first on, those below up to the last, for nothing lies behind
                // it.
                long above = (long) EIGHT_BYTES.get(data, lower - stride);
                long below = (long) EIGHT_BYTES.get(data, lower - 2) >>> 16;
                int both = tx * ty >> 2 * FINE - Windows.BITS;
                int right = (tx << Windows.BITS - FINE) - both;
                int under = (ty << Windows.BITS - FINE) - both;
                long sum = (Windows.ONE - both - right - under) * SmoothResize.lanes(above & RGB)
                        + right * SmoothResize.lanes(above >>> 24 & RGB)
                        + under * SmoothResize.lanes(below & RGB)
                        + both * SmoothResize.lanes(below >>> 24 & RGB);
                levels[at] = SmoothResize.red(sum) * UNIT;
                levels[at + apart] = SmoothResize.green(sum) * UNIT;
                levels[at + 2 * apart] = SmoothResize.blue(sum) * UNIT;
            } else {
                onBorder(x, top, tx / (float) PIXEL, ty / (float) PIXEL, levels, at);
            }
        }
    }

    private void onBorder(int left, int top, float tx, float ty, float[] levels, int at) {
        for (int c = 0; c < 3; c++) {
            float above =
                    Warp.at(source, left, top, c, border) * (1 - tx) + Warp.at(source, left + 1, top, c, border) * tx;
            float below = Warp.at(source, left, top + 1, c, border) * (1 - tx)
                    + Warp.at(source, left + 1, top + 1, c, border) * tx;
            levels[at + c * apart] = above * (1 - ty) + below * ty;
        }
    }

    private static long exact(double pixels) {
        return Math.round(pixels * (1L << EXACT));
    }
}
