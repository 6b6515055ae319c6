package org.eyes4j.vision.setprediction;

import org.eyes4j.vision.onnx.Tensor;

/** Token ids and the like as int64 tensors {@code [texts, length]}. */
final class TokenTensors {
    private TokenTensors() {}

    static Tensor of(long[][] rows) {
        int length = rows.length == 0 ? 0 : rows[0].length;
        long[] flat = new long[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * length, length);
        }
        return Tensor.of(flat, rows.length, length);
    }
}
