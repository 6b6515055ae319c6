package org.eyes4j.vision.speech;

/**
 * Triangular filters on Slaney's mel scale (Auditory Toolbox, 1998), each of constant energy. Immutable.
 *
 * @param weights {@code [filters][bins]}
 */
record MelFilters(double[][] weights) {
    private static final double LINEAR_TO_HERTZ = 1000;
    private static final double LINEAR_TO_MEL = 15;
    private static final double LOG_STEP = 27 / Math.log(6.4);

    static MelFilters of(int filters, int bins, int sampleRate, double highest) {
        double[] edges = new double[filters + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = hertz(mel(highest) * i / (filters + 1));
        }
        double[][] weights = new double[filters][bins];
        // Whole hertz, as in the reference.
        int nyquist = sampleRate / 2;
        for (int f = 0; f < filters; f++) {
            double norm = 2 / (edges[f + 2] - edges[f]);
            for (int b = 0; b < bins; b++) {
                double frequency = (double) nyquist * b / (bins - 1);
                double rising = (frequency - edges[f]) / (edges[f + 1] - edges[f]);
                double falling = (edges[f + 2] - frequency) / (edges[f + 2] - edges[f + 1]);
                weights[f][b] = Math.max(0, Math.min(rising, falling)) * norm;
            }
        }
        return new MelFilters(weights);
    }

    private static double mel(double hertz) {
        return hertz < LINEAR_TO_HERTZ ? 3 * hertz / 200 : LINEAR_TO_MEL + Math.log(hertz / LINEAR_TO_HERTZ) * LOG_STEP;
    }

    private static double hertz(double mel) {
        return mel < LINEAR_TO_MEL ? 200 * mel / 3 : LINEAR_TO_HERTZ * Math.exp((mel - LINEAR_TO_MEL) / LOG_STEP);
    }
}
