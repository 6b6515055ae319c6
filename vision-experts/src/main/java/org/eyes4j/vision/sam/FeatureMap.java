package org.eyes4j.vision.sam;

import java.nio.FloatBuffer;

/** The encoder's features of a picture, each cell's vector taken as of length 1. Thread-safe. */
final class FeatureMap {
    private final FloatBuffer values;
    private final int channels;
    private final int side;
    private final int columns;
    private final int rows;
    private final float[] scale;

    private FeatureMap(FloatBuffer values, int channels, int side, int columns, int rows) {
        this.values = values;
        this.channels = channels;
        this.side = side;
        this.columns = columns;
        this.rows = rows;
        this.scale = new float[side * side];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < scale.length; i++) {
                float v = values.get(c * scale.length + i);
                scale[i] += v * v;
            }
        }
        for (int i = 0; i < scale.length; i++) {
            scale[i] = scale[i] == 0 ? 0 : (float) (1 / Math.sqrt(scale[i]));
        }
    }

    static FeatureMap of(Encoding encoding) {
        Grid grid = encoding.grid();
        int side = encoding.embedding().dim(3);
        int columns = (grid.columns() * side + grid.side() - 1) / grid.side();
        int rows = (grid.rows() * side + grid.side() - 1) / grid.side();
        return new FeatureMap(
                encoding.embedding().floats(), encoding.embedding().dim(1), side, columns, rows);
    }

    /** Cells a side, those beside the picture too. */
    int side() {
        return side;
    }

    /** Cells that show the picture. */
    int columns() {
        return columns;
    }

    /** Cells that show the picture. */
    int rows() {
        return rows;
    }

    /** The mean feature of a region, of length 1; zeros for an empty one. */
    float[] mean(boolean[] mask, Grid grid) {
        float[] share = shares(mask, grid);
        float most = 0;
        for (float s : share) {
            most = Math.max(most, s);
        }
        float[] mean = new float[channels];
        double squares = 0;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int i = 0; i < share.length; i++) {
                // Cells that the region only grazes show its surroundings.
                if (share[i] > 0 && share[i] >= most / 2) {
                    sum += share[i] * scale[i] * values.get(c * share.length + i);
                }
            }
            mean[c] = (float) sum;
            squares += sum * sum;
        }
        for (int c = 0; c < channels && squares > 0; c++) {
            mean[c] /= (float) Math.sqrt(squares);
        }
        return mean;
    }

    /** Cosine of each cell with a feature, -1 to 1; row by row. */
    float[] cosines(float[] feature) {
        float[] cosines = new float[side * side];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < cosines.length; i++) {
                cosines[i] += feature[c] * values.get(c * cosines.length + i) * scale[i];
            }
        }
        return cosines;
    }

    /** How much of each cell a region of the mask grid covers. */
    private float[] shares(boolean[] mask, Grid grid) {
        float[] share = new float[side * side];
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                share[(i / grid.columns() * side / grid.side()) * side + i % grid.columns() * side / grid.side()]++;
            }
        }
        return share;
    }
}
