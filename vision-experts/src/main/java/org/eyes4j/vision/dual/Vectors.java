package org.eyes4j.vision.dual;

import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;

/** Rows of a tensor as vectors, and what is done with them. Stateless. */
final class Vectors {
    private Vectors() {}

    /** The rows of a {@code [rows, size]} tensor. */
    static float[][] rows(Tensor tensor, String what) {
        if (tensor.shape().size() != 2) {
            throw new HubException("Expected " + what + " of shape [count, size], found " + tensor.shape());
        }
        float[] all = tensor.toFloatArray();
        int size = tensor.dim(1);
        float[][] rows = new float[tensor.dim(0)][size];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, i * size, rows[i], 0, size);
        }
        return rows;
    }

    /** The vector with length 1; a vector of zeros stays one. */
    static float[] normalised(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        float[] out = vector.clone();
        for (int i = 0; length > 0 && i < out.length; i++) {
            out[i] = (float) (out[i] / length);
        }
        return out;
    }

    static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "Expected two vectors of one size, got sizes " + a.length + " and " + b.length);
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
