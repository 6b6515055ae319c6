package org.eyes4j.vision.hub.image;

import java.util.List;

/**
 * What becomes of the levels 0–255 of each channel. There are only 256, so each is computed once, in the reference's order and
 * precision. Immutable.
 */
final class Levels {
    private final float[][] byChannel;

    private Levels(float[][] byChannel) {
        this.byChannel = byChannel;
    }

    /** How levels are scaled: by a factor, or as they are with 1. */
    @FunctionalInterface
    private interface Scale {
        float apply(int level, int channel);
    }

    /**
     * As numpy does: the product in double precision, then single; after that the mean and the deviation.
     *
     * @param factor of every level
     * @param mean of each channel; empty where nothing is normalised
     * @param deviation of each channel; empty where nothing is normalised
     */
    static Levels numpy(double factor, List<Double> mean, List<Double> deviation) {
        return of((level, c) -> {
            float scaled = (float) (level * factor);
            return mean.isEmpty()
                    ? scaled
                    : (scaled - mean.get(c).floatValue()) / deviation.get(c).floatValue();
        });
    }

    /** As torchvision's processors do: factor and normalisation are one step, in single precision. */
    static Levels torch(double factor, List<Double> mean, List<Double> deviation) {
        float inverse = (float) (1 / factor);
        return of((level, c) -> mean.isEmpty()
                ? level * (float) factor
                : (level - mean.get(c).floatValue() * inverse)
                        / (deviation.get(c).floatValue() * inverse));
    }

    private static Levels of(Scale scale) {
        float[][] table = new float[3][256];
        for (int c = 0; c < 3; c++) {
            for (int level = 0; level < 256; level++) {
                table[c][level] = scale.apply(level, c);
            }
        }
        return new Levels(table);
    }

    /** The values of one channel by level; not to be written to. */
    float[] channel(int channel) {
        return byChannel[channel];
    }
}
