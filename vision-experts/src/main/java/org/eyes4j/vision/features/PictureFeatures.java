package org.eyes4j.vision.features;

import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;

/**
 * A vision transformer's last hidden states of one picture: one vector for the whole, one for each patch.
 *
 * @param states {@code [1, 1 + registers + patches, dimensions]}
 * @param registers vectors between the first and the patches' that stand for nothing
 * @throws HubException if the states are of another shape
 */
public record PictureFeatures(Tensor states, int registers) {
    public PictureFeatures {
        if (states.shape().size() != 3 || states.dim(0) != 1 || states.dim(1) <= 1 + registers || registers < 0) {
            throw new HubException("Expected the states of one picture, of its class, " + registers
                    + " registers and patches, got " + states.shape());
        }
    }

    public int dimensions() {
        return states.dim(2);
    }

    public int patches() {
        return states.dim(1) - 1 - registers;
    }

    /** The vector of the whole picture. */
    public float[] whole() {
        return vector(0);
    }

    /** The vector of a patch, in reading order. */
    public float[] patch(int index) {
        if (index < 0 || index >= patches()) {
            throw new IllegalArgumentException("There are patches 0 to " + (patches() - 1) + ", got " + index);
        }
        return vector(1 + registers + index);
    }

    /** The mean of all patches' vectors. */
    public float[] meanPatch() {
        double[] sum = new double[dimensions()];
        for (int p = 0; p < patches(); p++) {
            float[] patch = patch(p);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += patch[d];
            }
        }
        float[] mean = new float[sum.length];
        for (int d = 0; d < mean.length; d++) {
            mean[d] = (float) (sum[d] / patches());
        }
        return mean;
    }

    private float[] vector(int index) {
        float[] vector = new float[dimensions()];
        states.floats().get(index * vector.length, vector);
        return vector;
    }
}
