package org.eyes4j.vision.picture;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.eyes4j.tools.image.Raster;

/**
 * One resize: rows are resampled along x when they are first needed, kept while they are, and mixed along y; a large one in bands, by
 * several threads.
 */
final class Resizing {
    /** Bytes of a result below which handing parts to other threads costs more than it saves. */
    private static final int WORTH_SHARING = 1 << 18;

    private final Raster source;
    private final Taps columns;
    private final Taps rows;
    private final int channels;
    private final int stride;
    private final float[][] lines;
    private final int[] lineOf;

    Resizing(Raster source, Taps columns, Taps rows) {
        this.source = source;
        this.columns = columns;
        this.rows = rows;
        this.channels = source.channels();
        this.stride = columns.size() * channels;
        this.lines = new float[rows.count() + 1][stride];
        this.lineOf = new int[rows.count() + 1];
        Arrays.fill(lineOf, -1);
    }

    Raster run() {
        byte[] out = new byte[Math.multiplyExact(rows.size(), stride)];
        int bands = out.length < WORTH_SHARING
                ? 1
                : Math.min(rows.size(), Runtime.getRuntime().availableProcessors());
        if (bands == 1) {
            rows(0, rows.size(), out);
        } else {
            IntStream.range(0, bands)
                    .parallel()
                    .forEach(band -> new Resizing(source, columns, rows)
                            .rows(rows.size() * band / bands, rows.size() * (band + 1) / bands, out));
        }
        return new Raster(columns.size(), rows.size(), channels, out);
    }

    private void rows(int from, int to, byte[] out) {
        float[] sum = new float[stride];
        for (int y = from; y < to; y++) {
            if (rows.count() == 2) {
                mixTwo(y, out);
            } else {
                mixAll(y, sum, out);
            }
        }
    }

    /** Two weights that are not negative and sum to 1 cannot leave 0–255, so nothing is clipped. */
    private void mixTwo(int y, byte[] out) {
        float[] upper = line(rows.index()[2 * y]);
        float[] lower = line(rows.index()[2 * y + 1]);
        float first = rows.weight()[2 * y];
        float second = rows.weight()[2 * y + 1];
        int at = y * stride;
        for (int i = 0; i < stride; i++) {
            out[at + i] = (byte) (int) (first * upper[i] + second * lower[i] + 0.5f);
        }
    }

    private void mixAll(int y, float[] sum, byte[] out) {
        Arrays.fill(sum, 0.5f);
        for (int k = 0; k < rows.count(); k++) {
            float weight = rows.weight()[y * rows.count() + k];
            if (weight != 0) {
                float[] line = line(rows.index()[y * rows.count() + k]);
                for (int i = 0; i < stride; i++) {
                    sum[i] += weight * line[i];
                }
            }
        }
        int at = y * stride;
        for (int i = 0; i < stride; i++) {
            out[at + i] = (byte) Math.max(0, Math.min(255, (int) sum[i]));
        }
    }

    private float[] line(int row) {
        int slot = row % lines.length;
        if (lineOf[slot] != row) {
            lineOf[slot] = row;
            if (columns.count() == 2 && channels == 3) {
                resampleTwo(row, lines[slot]);
            } else {
                resample(row, lines[slot]);
            }
        }
        return lines[slot];
    }

    /** The most frequent case of {@link #resample}. */
    private void resampleTwo(int row, float[] line) {
        byte[] data = source.data();
        int start = row * source.width() * 3;
        int[] index = columns.index();
        float[] weights = columns.weight();
        for (int target = 0, tap = 0; target < line.length; target += 3, tap += 2) {
            int left = start + index[tap] * 3;
            int right = start + index[tap + 1] * 3;
            float first = weights[tap];
            float second = weights[tap + 1];
            line[target] = first * (data[left] & 0xff) + second * (data[right] & 0xff);
            line[target + 1] = first * (data[left + 1] & 0xff) + second * (data[right + 1] & 0xff);
            line[target + 2] = first * (data[left + 2] & 0xff) + second * (data[right + 2] & 0xff);
        }
    }

    private void resample(int row, float[] line) {
        byte[] data = source.data();
        int start = row * source.width() * channels;
        int count = columns.count();
        int[] index = columns.index();
        float[] weights = columns.weight();
        int target = 0;
        int tap = 0;
        for (int x = 0; x < columns.size(); x++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            float alpha = 0;
            for (int k = 0; k < count; k++, tap++) {
                int at = start + index[tap] * channels;
                float weight = weights[tap];
                red += weight * (data[at] & 0xff);
                green += weight * (data[at + 1] & 0xff);
                blue += weight * (data[at + 2] & 0xff);
                if (channels == 4) {
                    alpha += weight * (data[at + 3] & 0xff);
                }
            }
            line[target++] = red;
            line[target++] = green;
            line[target++] = blue;
            if (channels == 4) {
                line[target++] = alpha;
            }
        }
    }
}
