package org.eyes4j.vision.speech;

/**
 * Squared magnitudes of the discrete Fourier transform of real samples, for one length: halved while it is even, by definition
 * for what is left. Immutable and thread-safe.
 */
final class Fourier {
    private final int length;
    private final double[] cos;
    private final double[] sin;

    Fourier(int length) {
        this.length = length;
        this.cos = new double[length];
        this.sin = new double[length];
        for (int i = 0; i < length; i++) {
            cos[i] = Math.cos(-2 * Math.PI * i / length);
            sin[i] = Math.sin(-2 * Math.PI * i / length);
        }
    }

    /** Bins 0 to {@code length / 2}. */
    double[] power(double[] samples) {
        double[] re = new double[length];
        double[] im = new double[length];
        transform(samples, 0, 1, length, re, im, 0);
        double[] power = new double[length / 2 + 1];
        for (int i = 0; i < power.length; i++) {
            // The reference keeps the spectrum in single precision.
            double x = (float) re[i];
            double y = (float) im[i];
            power[i] = x * x + y * y;
        }
        return power;
    }

    /** Of {@code n} samples, each {@code step} after the one before, into {@code n} places from {@code to}. */
    private void transform(double[] x, int from, int step, int n, double[] re, double[] im, int to) {
        if (n % 2 == 1) {
            for (int k = 0; k < n; k++) {
                double sumRe = 0;
                double sumIm = 0;
                for (int t = 0; t < n; t++) {
                    int turn = (int) ((long) k * t % n) * step;
                    double sample = x[from + t * step];
                    sumRe += sample * cos[turn];
                    sumIm += sample * sin[turn];
                }
                re[to + k] = sumRe;
                im[to + k] = sumIm;
            }
            return;
        }
        int half = n / 2;
        transform(x, from, step * 2, half, re, im, to);
        transform(x, from + step, step * 2, half, re, im, to + half);
        for (int k = 0; k < half; k++) {
            double wRe = cos[k * step];
            double wIm = sin[k * step];
            double oddRe = re[to + half + k] * wRe - im[to + half + k] * wIm;
            double oddIm = re[to + half + k] * wIm + im[to + half + k] * wRe;
            double evenRe = re[to + k];
            double evenIm = im[to + k];
            re[to + k] = evenRe + oddRe;
            im[to + k] = evenIm + oddIm;
            re[to + half + k] = evenRe - oddRe;
            im[to + half + k] = evenIm - oddIm;
        }
    }
}
