package org.eyes4j.vision.picture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.eyes4j.tools.image.Raster;

/**
 * One resize of an RGB picture by two sets of {@link Windows}, whose results are floats, not rounded. Along x, a pixel's three
 * levels lie side by side in one {@code long}, 21 bits each, so that one multiplication weighs all three: a level has 8 bits, a
 * weight 13. Rows are resampled along x when they are first needed, and mixed along y as floats, which the virtual machine does
 * many at a time. Immutable and thread-safe.
 */
public final class SmoothResize {
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int GREEN = 21;
    private static final int BLUE = 42;
    private static final int LEVEL = (1 << GREEN) - 1;
    private static final long LEVELS = lanes(0xffffff);
    private static final long TWO = lanes(0x020202);
    /** What a weight along y is multiplied by, so that both weights come to 1. */
    private static final float UNIT = 1f / Windows.ONE / Windows.ONE;

    private final Raster source;
    private final boolean halved;
    private final Windows columns;
    private final Windows rows;
    /** The first column of the source that is read, and the one behind the last. */
    private final int left;

    private final int right;
    /** Where each window begins, counted from there. */
    private final int[] start;

    SmoothResize(Raster source, Windows columns, Windows rows) {
        this(source, false, columns, rows);
    }

    /**
     * The same of a picture of half the size.
     *
     * @param source whose sides are even where it is halved
     * @param halved whether every two by two pixels of the source are one, as {@link Halving} has it
     */
    SmoothResize(Raster source, boolean halved, Windows columns, Windows rows) {
        if (source.channels() != 3) {
            throw new IllegalArgumentException("Only RGB is resized so, got " + source);
        }
        this.source = source;
        this.halved = halved;
        this.columns = columns;
        this.rows = rows;
        this.left = columns.first()[0];
        this.right = Math.min(
                halved ? source.width() / 2 : source.width(), columns.first()[columns.count() - 1] + columns.size());
        this.start = left == 0
                ? columns.first()
                : Arrays.stream(columns.first()).map(x -> x - left).toArray();
    }

    /**
     * All rows, made by the calling thread and those of the common pool.
     *
     * @param planes whether a row's reds come first, then its greens, then its blues, instead of pixel by pixel
     */
    void rows(boolean planes, LevelRows result) {
        Bands.share(columns.count(), rows.count(), (from, to) -> rows(from, to, planes, result));
    }

    /** The result in whole levels. */
    Raster rounded() {
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(columns.count(), rows.count()), 3)];
        rows(false, (y, levels) -> round(levels, out, y * levels.length));
        return new Raster(columns.count(), rows.count(), 3, out);
    }

    static void round(float[] levels, byte[] out, int at) {
        for (int i = 0; i < levels.length; i++) {
            out[at + i] = (byte) (int) (levels[i] + 0.5f);
        }
    }

    private void rows(int from, int to, boolean planes, LevelRows result) {
        int width = columns.count();
        LevelRows band = result.ofBand();
        // Zeros beyond the last pixel, where windows reach with weight 0.
        long[] pixels = new long[right - left + columns.size()];
        long[] sums = new long[columns.size() > 4 ? width : 0];
        float[][] lines = new float[rows.size()][3 * width];
        int[] lineOf = new int[rows.size()];
        Arrays.fill(lineOf, -1);
        float[][] mixed = new float[rows.size()][];
        float[] weights = new float[rows.size()];
        float[] levels = new float[3 * width];
        for (int y = from; y < to; y++) {
            int count = 0;
            for (int k = 0; k < rows.size(); k++) {
                int weight = rows.weight()[y * rows.size() + k];
                if (weight != 0) {
                    int row = rows.first()[y] + k;
                    int slot = row % rows.size();
                    if (lineOf[slot] != row) {
                        lineOf[slot] = row;
                        if (halved) {
                            spreadHalves(row, pixels);
                        } else {
                            spread(row, pixels);
                        }
                        across(pixels, sums, lines[slot], planes);
                    }
                    mixed[count] = lines[slot];
                    weights[count++] = weight * UNIT;
                }
            }
            mix(mixed, weights, count, levels);
            band.row(y, levels);
        }
    }

    /** The part of a row of the source that is read, a long a pixel. */
    private void spread(int row, long[] pixels) {
        byte[] data = source.data();
        int at = (row * source.width() + left) * 3;
        int width = right - left;
        // Three bytes are read as four; only the picture's very last pixel has none behind it.
        int whole = at + width * 3 < data.length ? width : width - 1;
        int x = 0;
        for (; x < whole - 2; x += 2, at += 6) {
            long two = (long) EIGHT_BYTES.get(data, at);
            pixels[x] = lanes(two & 0xffffff);
            pixels[x + 1] = lanes(two >>> 24 & 0xffffff);
        }
        for (; x < whole; x++, at += 3) {
            pixels[x] = lanes((int) FOUR_BYTES.get(data, at));
        }
        if (whole < width) {
            pixels[whole] = lanes(data[at] & 0xff | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16);
        }
    }

    /** The same of a row of the halved source. */
    private void spreadHalves(int row, long[] pixels) {
        byte[] data = source.data();
        int stride = source.width() * 3;
        int lower = (2 * row + 1) * stride + left * 6;
        for (int x = 0; x < right - left; x++, lower += 6) {
            long sum = Halving.sum(data, lower - stride, lower);
            pixels[x] = sum + TWO >>> 2 & LEVELS;
        }
    }

    /** Three levels, red lowest, 21 bits apart. */
    static long lanes(long rgb) {
        return rgb & 0xff | (rgb & 0xff00) << GREEN - 8 | (rgb & 0xff0000) << BLUE - 16;
    }

    static int red(long lanes) {
        return (int) lanes & LEVEL;
    }

    static int green(long lanes) {
        return (int) (lanes >>> GREEN) & LEVEL;
    }

    static int blue(long lanes) {
        return (int) (lanes >>> BLUE);
    }

    private void across(long[] pixels, long[] sums, float[] line, boolean planes) {
        int step = planes ? 1 : 3;
        int apart = planes ? columns.count() : 1;
        if (columns.size() == 2) {
            acrossTwo(pixels, line, step, apart);
        } else if (columns.size() == 4) {
            acrossFour(pixels, line, step, apart);
        } else {
            Arrays.fill(sums, 0);
            for (int from = 0; from < columns.size(); from += 4) {
                addFour(pixels, from, sums);
            }
            for (int x = 0, at = 0; x < sums.length; x++, at += step) {
                line[at] = red(sums[x]);
                line[at + apart] = green(sums[x]);
                line[at + 2 * apart] = blue(sums[x]);
            }
        }
    }

    private void acrossTwo(long[] pixels, float[] line, int step, int apart) {
        int[] weight = columns.weight();
        for (int x = 0, w = 0, at = 0; x < start.length; x++, w += 2, at += step) {
            int first = start[x];
            long sum = weight[w] * pixels[first] + weight[w + 1] * pixels[first + 1];
            line[at] = red(sum);
            line[at + apart] = green(sum);
            line[at + 2 * apart] = blue(sum);
        }
    }

    private void acrossFour(long[] pixels, float[] line, int step, int apart) {
        int[] weight = columns.weight();
        for (int x = 0, w = 0, at = 0; x < start.length; x++, w += 4, at += step) {
            int first = start[x];
            long sum = weight[w] * pixels[first]
                    + weight[w + 1] * pixels[first + 1]
                    + weight[w + 2] * pixels[first + 2]
                    + weight[w + 3] * pixels[first + 3];
            line[at] = red(sum);
            line[at + apart] = green(sum);
            line[at + 2 * apart] = blue(sum);
        }
    }

    /** Four pixels of every larger window; a loop inside the loop would take half as long again. */
    private void addFour(long[] pixels, int from, long[] sums) {
        int[] weight = columns.weight();
        int size = columns.size();
        for (int x = 0, w = from; x < sums.length; x++, w += size) {
            int first = start[x] + from;
            sums[x] += weight[w] * pixels[first]
                    + weight[w + 1] * pixels[first + 1]
                    + weight[w + 2] * pixels[first + 2]
                    + weight[w + 3] * pixels[first + 3];
        }
    }

    private static void mix(float[][] lines, float[] weights, int count, float[] levels) {
        switch (count) {
            case 0 -> Arrays.fill(levels, 0);
            case 1 -> mix(lines[0], weights[0], lines[0], 0, levels);
            case 2 -> mix(lines[0], weights[0], lines[1], weights[1], levels);
            default -> {
                mix(lines[0], weights[0], lines[1], weights[1], lines[2], weights[2], levels);
                for (int k = 3; k < count; k++) {
                    add(lines[k], weights[k], levels);
                }
            }
        }
    }

    private static void mix(float[] a, float ofA, float[] b, float ofB, float[] levels) {
        for (int i = 0; i < levels.length; i++) {
            levels[i] = ofA * a[i] + ofB * b[i];
        }
    }

    private static void mix(float[] a, float ofA, float[] b, float ofB, float[] c, float ofC, float[] levels) {
        for (int i = 0; i < levels.length; i++) {
            levels[i] = ofA * a[i] + ofB * b[i] + ofC * c[i];
        }
    }

    private static void add(float[] line, float weight, float[] levels) {
        for (int i = 0; i < levels.length; i++) {
            levels[i] += weight * line[i];
        }
    }
}
