package org.eyes4j.vision.setprediction;

import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.Tensor;

/**
 * How much each box answers to each token of a caption: logits {@code [pictures, boxes, tokens]}, minus infinity where the
 * caption has no token. Immutable.
 */
final class TokenScores {
    private final float[] logits;
    private final int boxes;
    private final int tokens;

    private TokenScores(float[] logits, int boxes, int tokens) {
        this.logits = logits;
        this.boxes = boxes;
        this.tokens = tokens;
    }

    static TokenScores of(Tensor logits, int pictures) {
        if (logits.shape().size() != 3 || logits.dim(0) != pictures || logits.dim(2) < 1) {
            throw new IllegalArgumentException("Expected logits [" + pictures + ", boxes, tokens], got " + logits);
        }
        float[] values = logits.toFloatArray();
        for (float value : values) {
            if (Float.isNaN(value) || value == Float.POSITIVE_INFINITY) {
                throw new OnnxException(
                        OnnxException.Kind.NOT_FINITE,
                        "The model answered " + value + " in its logits " + logits.shape()
                                + ". The model or its input is broken; verify the model's files");
            }
        }
        return new TokenScores(values, logits.dim(1), logits.dim(2));
    }

    int boxes() {
        return boxes;
    }

    int tokens() {
        return tokens;
    }

    /** Probability of one token; 0 beyond the caption. */
    double of(int picture, int box, int token) {
        return token >= tokens ? 0 : OwlRule.sigmoid(logits[(picture * boxes + box) * tokens + token]);
    }

    /** The probability of the likeliest token of {@code [from, to)}. */
    double best(int picture, int box, int from, int to) {
        float best = Float.NEGATIVE_INFINITY;
        int row = (picture * boxes + box) * tokens;
        for (int token = from; token < Math.min(to, tokens); token++) {
            best = Math.max(best, logits[row + token]);
        }
        return OwlRule.sigmoid(best);
    }
}
