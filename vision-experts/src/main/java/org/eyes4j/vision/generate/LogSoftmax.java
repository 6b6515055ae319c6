package org.eyes4j.vision.generate;

/** Logarithms of probabilities from scores. */
final class LogSoftmax {
    private static final float LOG2_E = (float) 1.4426950408889634;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = (float) -2.12194440e-4;

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
            sum += exp(scores[i] - max);
        }
        return (float) (max + Math.log(sum));
    }

    /**
     * The exponential of a number that is not positive, to single precision and several times quicker than {@link Math#exp}: a
     * power of two from the exponent's bits, the rest by a polynomial.
     */
    static float exp(float x) {
        if (x < -87) {
            return 0;
        }
        float scaled = x * LOG2_E;
        int whole = (int) (scaled - 0.5f);
        // What is left lies within half a power of two; ln 2 in two parts keeps its digits.
        float rest = x - whole * LN2_HIGH - whole * LN2_LOW;
        float power = 1 / 5040f;
        power = power * rest + 1 / 720f;
        power = power * rest + 1 / 120f;
        power = power * rest + 1 / 24f;
        power = power * rest + 1 / 6f;
        power = power * rest + 0.5f;
        power = power * rest + 1;
        power = power * rest + 1;
        return power * Float.intBitsToFloat(whole + 127 << 23);
    }
}
