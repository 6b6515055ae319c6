package org.eyes4j.vision.generate;

import java.nio.FloatBuffer;
import org.eyes4j.vision.onnx.Tensor;

/** Scores of the next token for some rows: the last position of {@code [rows, positions, vocabulary]}. */
final class Logits {
    private final FloatBuffer values;
    private final int positions;
    private final int vocabulary;

    Logits(Tensor logits) {
        this.values = logits.floats();
        this.positions = logits.dim(1);
        this.vocabulary = logits.dim(2);
    }

    int vocabulary() {
        return vocabulary;
    }

    void read(int row, float[] into) {
        values.get((row * positions + positions - 1) * vocabulary, into, 0, vocabulary);
    }
}
