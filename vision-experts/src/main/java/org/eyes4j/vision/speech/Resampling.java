package org.eyes4j.vision.speech;

import org.eyes4j.tools.sound.Sound;

/**
 * Sound at another rate: what the lower of the two rates cannot carry is taken out by a sinc under a Hann window (Smith, "Digital Audio
 * Resampling", 2002). Stateless.
 */
final class Resampling {
    /** Zero crossings of the sinc on each side: the stop band is some 70 dB down. */
    private static final int CROSSINGS = 32;

    /** A bit below the lower rate's half, so that what is folded back lies in the window's slope. */
    private static final double ROLL_OFF = 0.95;

    private static final int PHASES = 512;

    private Resampling() {}

    /** Samples of −1 to 1 at a rate; the sound's own ones where it has that rate. */
    static float[] to(int rate, Sound sound) {
        int length = Math.toIntExact(Math.max(1, Math.round(sound.length() * (double) rate / sound.sampleRate())));
        float[] out = new float[length];
        if (rate == sound.sampleRate()) {
            for (int i = 0; i < length; i++) {
                out[i] = sound.at(i) / 32768f;
            }
            return out;
        }
        double step = sound.sampleRate() / (double) rate;
        double cutoff = ROLL_OFF * Math.min(1, 1 / step);
        double reach = CROSSINGS / cutoff;
        float[] table = table();
        for (int i = 0; i < length; i++) {
            double centre = i * step;
            int first = Math.max(0, (int) Math.ceil(centre - reach));
            int last = Math.min(sound.length() - 1, (int) Math.floor(centre + reach));
            double sum = 0;
            double weights = 0;
            for (int k = first; k <= last; k++) {
                double weight = weight(table, Math.abs(k - centre) * cutoff);
                sum += weight * sound.at(k);
                weights += weight;
            }
            // At the ends the window is cut: what is left weighs as much as the whole.
            out[i] = (float) (sum / weights / 32768);
        }
        return out;
    }

    private static double weight(float[] table, double distance) {
        double at = distance * PHASES;
        int index = (int) at;
        double part = at - index;
        return index + 1 < table.length ? table[index] * (1 - part) + table[index + 1] * part : 0;
    }

    /** The windowed sinc from 0 to its last crossing. */
    private static float[] table() {
        float[] table = new float[CROSSINGS * PHASES + 2];
        for (int i = 0; i < table.length; i++) {
            double x = i / (double) PHASES;
            double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
            double window = x >= CROSSINGS ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x / CROSSINGS);
            table[i] = (float) (sinc * window);
        }
        return table;
    }
}
