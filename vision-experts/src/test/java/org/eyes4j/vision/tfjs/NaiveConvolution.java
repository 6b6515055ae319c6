package org.eyes4j.vision.tfjs;

/** TensorFlow's convolution of one NHWC picture with "SAME" padding, by its definition. */
final class NaiveConvolution {
    private NaiveConvolution() {}

    static double[] same(
            float[] x, int size, int channels, float[] filter, int kernel, int outputs, int stride, boolean depthwise) {
        int out = (size + stride - 1) / stride;
        int before = Math.max((out - 1) * stride + kernel - size, 0) / 2;
        int filters = depthwise ? channels * outputs : outputs;
        double[] y = new double[out * out * filters];
        for (int i = 0; i < out * out; i++) {
            for (int f = 0; f < filters; f++) {
                for (int k = 0; k < kernel * kernel; k++) {
                    int row = i / out * stride - before + k / kernel;
                    int column = i % out * stride - before + k % kernel;
                    if (row < 0 || column < 0 || row >= size || column >= size) {
                        continue;
                    }
                    int pixel = (row * size + column) * channels;
                    if (depthwise) {
                        y[i * filters + f] += x[pixel + f / outputs] * filter[k * filters + f];
                    } else {
                        for (int c = 0; c < channels; c++) {
                            y[i * filters + f] += x[pixel + c] * filter[(k * channels + c) * outputs + f];
                        }
                    }
                }
            }
        }
        return y;
    }

    /** Numbers without a pattern that symmetry could hide behind. */
    static float[] numbers(int count, int seed) {
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            out[i] = ((i * 37 + seed * 11) % 23 - 11) / 8f;
        }
        return out;
    }
}
