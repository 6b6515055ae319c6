package org.eyes4j.vision.picture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/**
 * One resize by {@link TriangleFilter}. A pixel's three levels lie side by side in one {@code long}, 21 bits each, so that one
 * multiplication weighs all three: a level has 8 bits, a weight 13, and the weights of a new pixel sum to exactly 1. Rows are
 * resampled along x when they are first needed and mixed along y; each pass rounds to 8 bits, as Pillow's do. Thread-safe.
 */
final class TriangleResize {
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BITS = 13;
    private static final int GREEN = 21;
    private static final int BLUE = 42;
    private static final long LEVELS = lanes(0xff);
    private static final long HALF = lanes(1 << (BITS - 1));

    private final Raster source;
    private final Windows columns;
    private final Windows rows;

    /** @param plan for a picture of this size */
    TriangleResize(Raster source, Plan plan) {
        this.source = source;
        this.columns = plan.columns;
        this.rows = plan.rows;
    }

    /** Where each new pixel reads, for one size of source, region and result. Immutable. */
    record Plan(int sourceWidth, int sourceHeight, BoundingBox region, Windows columns, Windows rows) {
        boolean fits(Raster other, BoundingBox wanted, int width, int height) {
            return other.width() == sourceWidth
                    && other.height() == sourceHeight
                    && columns.first.length == width
                    && rows.first.length == height
                    && region.equals(wanted);
        }
    }

    static Plan plan(Raster source, BoundingBox region, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A picture has at least 1 x 1 pixels, got " + width + " x " + height);
        }
        if (region.clip(source.width(), source.height()).area() < region.area() || region.area() <= 0) {
            throw new IllegalArgumentException("The region must lie inside " + source + ", got " + region);
        }
        return new Plan(
                source.width(),
                source.height(),
                region,
                Windows.of(source.width(), region.x1(), region.x2(), width),
                Windows.of(source.height(), region.y1(), region.y2(), height));
    }

    /** Some rows of the result. */
    Raster band(int from, int to) {
        int width = columns.first.length;
        byte[] out = new byte[(to - from) * width * 3];
        // Zeros beyond the last pixel, where windows reach with weight 0.
        long[] pixels = new long[source.width() + columns.size];
        long[][] lines = new long[rows.size][width];
        int[] lineOf = new int[rows.size];
        Arrays.fill(lineOf, -1);
        long[] sum = new long[width];
        for (int y = from; y < to; y++) {
            Arrays.fill(sum, HALF);
            for (int k = 0; k < rows.size; k++) {
                int weight = rows.weight[y * rows.size + k];
                if (weight != 0) {
                    int row = rows.first[y] + k;
                    int slot = row % rows.size;
                    if (lineOf[slot] != row) {
                        lineOf[slot] = row;
                        spread(row, pixels);
                        across(pixels, lines[slot]);
                    }
                    add(weight, lines[slot], sum);
                }
            }
            gather(sum, out, (y - from) * width * 3);
        }
        return new Raster(width, to - from, 3, out);
    }

    /** A row of the source, a long a pixel. */
    private void spread(int row, long[] pixels) {
        byte[] data = source.data();
        int width = source.width();
        int at = row * width * 3;
        // Three bytes are read as four; only the picture's very last pixel has none behind it.
        int whole = at + width * 3 < data.length ? width : width - 1;
        for (int x = 0; x < whole; x++, at += 3) {
            long rgb = (int) FOUR_BYTES.get(data, at);
            pixels[x] = rgb & 0xff | (rgb & 0xff00) << GREEN - 8 | (rgb & 0xff0000) << BLUE - 16;
        }
        if (whole < width) {
            pixels[whole] = data[at] & 0xffL | (data[at + 1] & 0xffL) << GREEN | (data[at + 2] & 0xffL) << BLUE;
        }
    }

    private void across(long[] pixels, long[] line) {
        if (columns.size == 4) {
            acrossOnlyFour(pixels, line);
            return;
        }
        Arrays.fill(line, HALF);
        for (int from = 0; from < columns.size; from += 4) {
            acrossFour(pixels, from, line);
        }
        for (int x = 0; x < line.length; x++) {
            line[x] = line[x] >>> BITS & LEVELS;
        }
    }

    /** The most frequent case, in one pass. */
    private void acrossOnlyFour(long[] pixels, long[] line) {
        int[] first = columns.first;
        int[] weight = columns.weight;
        for (int x = 0, w = 0; x < line.length; x++, w += 4) {
            int at = first[x];
            long sum = HALF
                    + weight[w] * pixels[at]
                    + weight[w + 1] * pixels[at + 1]
                    + weight[w + 2] * pixels[at + 2]
                    + weight[w + 3] * pixels[at + 3];
            line[x] = sum >>> BITS & LEVELS;
        }
    }

    /** Four pixels of every window: this is where the time goes, and a loop inside the loop would take half as long again. */
    private void acrossFour(long[] pixels, int from, long[] line) {
        int[] first = columns.first;
        int[] weight = columns.weight;
        int step = columns.size;
        for (int x = 0, w = from; x < line.length; x++, w += step) {
            int at = first[x] + from;
            line[x] += weight[w] * pixels[at]
                    + weight[w + 1] * pixels[at + 1]
                    + weight[w + 2] * pixels[at + 2]
                    + weight[w + 3] * pixels[at + 3];
        }
    }

    private static void add(long weight, long[] line, long[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += weight * line[x];
        }
    }

    private static void gather(long[] sum, byte[] out, int from) {
        int at = from;
        for (long levels : sum) {
            out[at] = (byte) (levels >>> BITS);
            out[at + 1] = (byte) (levels >>> GREEN + BITS);
            out[at + 2] = (byte) (levels >>> BLUE + BITS);
            at += 3;
        }
    }

    private static long lanes(long value) {
        return value | value << GREEN | value << BLUE;
    }

    /**
     * The source pixels of each new pixel along one axis.
     *
     * @param size of every window, a multiple of 4; it may reach beyond the source, with weights of 0
     * @param first pixel of each window
     * @param weight {@code first.length × size}, 13 bits
     */
    record Windows(int size, int[] first, int[] weight) {

        static Windows of(int sourceSize, double from, double to, int count) {
            double scale = (to - from) / count;
            double reach = Math.max(scale, 1);
            int size = ((int) Math.ceil(2 * reach) + 3) / 4 * 4;
            Windows windows = new Windows(size, new int[count], new int[Math.multiplyExact(count, size)]);
            double[] share = new double[size];
            for (int i = 0; i < count; i++) {
                double centre = from + (i + 0.5) * scale;
                int first = Math.max(0, (int) Math.floor(centre - reach + 0.5));
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    double distance = Math.abs(first + k + 0.5 - centre);
                    share[k] = first + k < sourceSize ? Math.max(0, 1 - distance / reach) : 0;
                    sum += share[k];
                }
                windows.first[i] = first;
                // The running sum is rounded, not each share, so that nothing is lost or gained.
                double running = 0;
                int given = 0;
                for (int k = 0; k < size; k++) {
                    running += share[k];
                    int upTo = (int) Math.round(running / sum * (1 << BITS));
                    windows.weight[i * size + k] = upTo - given;
                    given = upTo;
                }
            }
            return windows;
        }
    }
}
