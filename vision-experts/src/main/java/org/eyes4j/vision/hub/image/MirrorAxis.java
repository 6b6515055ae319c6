package org.eyes4j.vision.hub.image;

import java.util.Arrays;

/**
 * One axis of a linear resize with a Gaussian before it where it shrinks, mirrored at both ends without repeating the outermost
 * pixel: for each new pixel, the first old one and the weights from there on.
 */
record MirrorAxis(int[] first, float[][] weights, int length) {

    /**
     * The weights of an axis that may end in padding of zeros, which gets no weights.
     *
     * @param padded length with its padding
     * @param length of what is there, at most {@code padded}
     * @param size new length
     * @param blurred whether it is blurred where it shrinks
     */
    static MirrorAxis of(int padded, int length, int size, boolean blurred) {
        double scale = (double) padded / size;
        double[] blur = gaussian(blurred ? Math.max(0, (scale - 1) / 2) : 0);
        int reach = blur.length / 2;
        MirrorAxis axis = new MirrorAxis(new int[size], new float[size][], length);
        int[] index = new int[2 * blur.length];
        for (int i = 0; i < size; i++) {
            double at = (i + 0.5) * scale - 0.5;
            int left = (int) Math.floor(at);
            double right = at - left;
            for (int k = 0; k < blur.length; k++) {
                index[k] = mirror(mirror(left, padded) + k - reach, padded);
                index[blur.length + k] = mirror(mirror(left + 1, padded) + k - reach, padded);
            }
            int low = Arrays.stream(index).min().orElseThrow();
            double[] sum = new double[Arrays.stream(index).max().orElseThrow() - low + 1];
            for (int k = 0; k < blur.length; k++) {
                sum[index[k] - low] += (1 - right) * blur[k];
                sum[index[blur.length + k] - low] += right * blur[k];
            }
            axis.put(i, low, sum);
        }
        return axis;
    }

    private void put(int i, int low, double[] sum) {
        int count = Math.max(0, Math.min(sum.length, length - low));
        first[i] = low;
        weights[i] = new float[count];
        for (int k = 0; k < count; k++) {
            weights[i][k] = (float) sum[k];
        }
    }

    /** Weights up to four deviations away. */
    private static double[] gaussian(double deviation) {
        int reach = (int) (4 * deviation + 0.5);
        if (deviation <= 1e-15 || reach == 0) {
            return new double[] {1};
        }
        double[] weights = new double[2 * reach + 1];
        for (int k = -reach; k <= reach; k++) {
            weights[k + reach] = Math.exp(-0.5 / (deviation * deviation) * k * k);
        }
        double sum = Arrays.stream(weights).sum();
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    static int mirror(int index, int length) {
        if (length == 1) {
            return 0;
        }
        int folded = Math.floorMod(index, 2 * length - 2);
        return folded < length ? folded : 2 * length - 2 - folded;
    }

    /** Rows of {@link #length} to rows of the new size. */
    float[] across(float[] plane, int rows) {
        int size = first.length;
        float[] out = new float[Math.multiplyExact(rows, size)];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < size; x++) {
                float[] w = weights[x];
                int at = y * length + first[x];
                double sum = 0;
                for (int k = 0; k < w.length; k++) {
                    sum += w[k] * plane[at + k];
                }
                out[y * size + x] = (float) sum;
            }
        }
        return out;
    }

    /** {@link #length} rows of a width to the new number of them. */
    float[] down(float[] plane, int width) {
        float[] out = new float[Math.multiplyExact(first.length, width)];
        for (int y = 0; y < first.length; y++) {
            float[] w = weights[y];
            for (int k = 0; k < w.length; k++) {
                int from = (first[y] + k) * width;
                for (int x = 0; x < width; x++) {
                    out[y * width + x] += w[k] * plane[from + x];
                }
            }
        }
        return out;
    }
}
