package org.eyes4j.vision.generate;

/** Logarithms of probabilities from scores. */
final class LogSoftmax {
    private LogSoftmax() {}

    /** In place. */
    static void of(float[] scores) {
        float sum = logSum(scores, 0, scores.length);
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= sum;
        }
    }

    /** The logarithm of the sum of the exponentials of a part of an array. */
    static float logSum(float[] scores, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, scores[i]);
        }
        if (Float.isInfinite(max)) {
            return max;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.exp(scores[i] - max);
        }
        return (float) (max + Math.log(sum));
    }
}
