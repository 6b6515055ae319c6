package org.eyes4j.vision.sam;

/**
 * Which colours a region has, in soft bins of CIELAB so that a slightly other light gives a slightly other histogram. Sums
 * to 1. Immutable.
 */
final class ColourHistogram {
    private static final int LIGHTNESS = 8;
    private static final int CHROMA = 16;
    private static final float WIDTH = 12.5f;
    private static final float LEAST_A_B = -100;

    private final double[] bins = new double[LIGHTNESS * CHROMA * CHROMA];

    private ColourHistogram() {}

    /** @param mask which pixels, row by row */
    static ColourHistogram of(LabPicture picture, boolean[] mask) {
        ColourHistogram histogram = new ColourHistogram();
        int pixels = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                pixels++;
                histogram.visit(picture, i, (bin, weight) -> histogram.bins[bin] += weight);
            }
        }
        for (int i = 0; i < histogram.bins.length; i++) {
            histogram.bins[i] /= Math.max(1, pixels);
        }
        return histogram;
    }

    /** Bhattacharyya's coefficient, 0–1. */
    double similarity(ColourHistogram other) {
        double sum = 0;
        for (int i = 0; i < bins.length; i++) {
            sum += Math.sqrt(bins[i] * other.bins[i]);
        }
        return Math.min(1, sum);
    }

    /** How much more usual the colour of each pixel is here than in a whole picture, 0–1. */
    float[] likelihood(LabPicture picture, ColourHistogram whole) {
        float[] likelihood = new float[picture.width() * picture.height()];
        for (int i = 0; i < likelihood.length; i++) {
            int pixel = i;
            visit(
                    picture,
                    i,
                    (bin, weight) ->
                            likelihood[pixel] += (float) (weight * bins[bin] / (bins[bin] + whole.bins[bin] + 1e-9)));
        }
        return likelihood;
    }

    private interface Share {
        void of(int bin, double weight);
    }

    /** The eight bins around a pixel's colour, with weights that sum to 1. */
    private void visit(LabPicture picture, int pixel, Share share) {
        float[] values = picture.values();
        float l = place(values[3 * pixel], 0, LIGHTNESS);
        float a = place(values[3 * pixel + 1], LEAST_A_B, CHROMA);
        float b = place(values[3 * pixel + 2], LEAST_A_B, CHROMA);
        for (int corner = 0; corner < 8; corner++) {
            int up = corner & 1;
            int right = corner >> 1 & 1;
            int back = corner >> 2 & 1;
            double weight = part(l, up) * part(a, right) * part(b, back);
            if (weight > 0) {
                share.of((((int) l + up) * CHROMA + (int) a + right) * CHROMA + (int) b + back, weight);
            }
        }
    }

    /** The value among bin centres, such that a bin follows. */
    private static float place(float value, float least, int count) {
        return Math.max(0, Math.min(count - 1.001f, (value - least) / WIDTH - 0.5f));
    }

    private static double part(float place, int next) {
        double share = place - (int) place;
        return next == 1 ? share : 1 - share;
    }
}
