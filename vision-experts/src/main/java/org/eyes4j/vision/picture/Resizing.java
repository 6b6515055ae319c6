package org.eyes4j.vision.picture;

import java.util.Arrays;
import org.eyes4j.tools.image.Raster;

/** One resize: rows are resampled along x when they are first needed, kept while they are, and mixed along y. */
final class Resizing {
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
        float[] sum = new float[stride];
        for (int y = 0; y < rows.size(); y++) {
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
        return new Raster(columns.size(), rows.size(), channels, out);
    }

    private float[] line(int row) {
        int slot = row % lines.length;
        if (lineOf[slot] != row) {
            lineOf[slot] = row;
            resample(row, lines[slot]);
        }
        return lines[slot];
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
