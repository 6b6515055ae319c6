package org.eyes4j.vision.dual;

import java.util.Arrays;

/**
 * From the cosine of a picture and a text to a logit, {@code scale · cosine + bias}, and from logits to scores.
 *
 * @param scale the learned temperature, as its exponential
 * @param bias added to it; 0 for CLIP
 * @param independent whether each text is scored for itself (sigmoid, SigLIP), or all share one sum of 1 (softmax, CLIP)
 */
public record Similarity(double scale, double bias, boolean independent) {
    public Similarity {
        if (!Double.isFinite(scale) || scale <= 0 || !Double.isFinite(bias)) {
            throw new IllegalArgumentException(
                    "Expected a finite scale above 0 and a finite bias, got " + scale + " and " + bias);
        }
    }

    /** The logit of one picture with each text; all vectors have length 1. */
    public double[] logits(float[] picture, float[][] texts) {
        return Arrays.stream(texts)
                .mapToDouble(text -> scale * Vectors.dot(picture, text) + bias)
                .toArray();
    }

    /** Scores of the logits of one picture, in their order. */
    public double[] scores(double[] logits) {
        return independent ? Arrays.stream(logits).map(Similarity::sigmoid).toArray() : softmax(logits);
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    static double[] softmax(double[] logits) {
        double largest = Arrays.stream(logits).max().orElse(0);
        double[] powers = Arrays.stream(logits).map(l -> Math.exp(l - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(p -> p / sum).toArray();
    }

    /**
     * The scale and bias with which a graph that holds them turned these cosines into these logits, by least squares; the bias
     * of CLIP is 0.
     */
    static Similarity fitted(double[] cosines, double[] logits, boolean independent) {
        double meanCosine = independent ? Arrays.stream(cosines).average().orElse(0) : 0;
        double meanLogit = independent ? Arrays.stream(logits).average().orElse(0) : 0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < cosines.length; i++) {
            products += (cosines[i] - meanCosine) * (logits[i] - meanLogit);
            squares += (cosines[i] - meanCosine) * (cosines[i] - meanCosine);
        }
        double scale = products / squares;
        return new Similarity(scale, meanLogit - scale * meanCosine, independent);
    }
}
