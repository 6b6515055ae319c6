package org.eyes4j.vision.picture;

/**
 * Which source pixels make up each new pixel along one axis, and with which weights: {@code count} taps for each.
 *
 * @param index of source pixels, inside the source, {@code size × count}
 * @param weight of each; they sum to 1
 */
record Taps(int size, int count, int[] index, float[] weight) {
    private static final double KEYS = -0.75;

    static Taps of(Interpolation how, int sourceSize, double from, double to, int size) {
        if (size < 1 || !(to > from)) {
            throw new IllegalArgumentException(
                    "Resizing needs a region and a size of 1 or more, got " + from + " to " + to + " and " + size);
        }
        double scale = (to - from) / size;
        if (how == Interpolation.AREA && scale > 1) {
            return area(sourceSize, from, scale, size);
        }
        int count = switch (how) {
            case NEAREST -> 1;
            case BILINEAR, AREA -> 2;
            case BICUBIC -> 4;
        };
        Taps taps = new Taps(size, count, new int[size * count], new float[size * count]);
        for (int i = 0; i < size; i++) {
            double centre = from + (i + 0.5) * scale;
            if (how == Interpolation.NEAREST) {
                taps.set(i, 0, (int) Math.floor(centre), 1, sourceSize);
                continue;
            }
            int left = (int) Math.floor(centre - 0.5);
            double t = centre - 0.5 - left;
            if (count == 2) {
                taps.set(i, 0, left, 1 - t, sourceSize);
                taps.set(i, 1, left + 1, t, sourceSize);
            } else {
                for (int k = 0; k < 4; k++) {
                    taps.set(i, k, left - 1 + k, keys(t + 1 - k), sourceSize);
                }
            }
        }
        return taps;
    }

    private static Taps area(int sourceSize, double from, double scale, int size) {
        int count = (int) Math.ceil(scale) + 1;
        Taps taps = new Taps(size, count, new int[size * count], new float[size * count]);
        for (int i = 0; i < size; i++) {
            double start = from + i * scale;
            double end = start + scale;
            int first = (int) Math.floor(start);
            for (int k = 0; k < count; k++) {
                double covered = Math.min(end, first + k + 1) - Math.max(start, first + k);
                taps.set(i, k, first + k, Math.max(0, covered) / scale, sourceSize);
            }
        }
        return taps;
    }

    private void set(int i, int k, int source, double value, int sourceSize) {
        index[i * count + k] = Math.max(0, Math.min(source, sourceSize - 1));
        weight[i * count + k] = (float) value;
    }

    private static double keys(double distance) {
        double x = Math.abs(distance);
        return x <= 1
                ? ((KEYS + 2) * x - (KEYS + 3)) * x * x + 1
                : x < 2 ? ((KEYS * x - 5 * KEYS) * x + 8 * KEYS) * x - 4 * KEYS : 0;
    }
}
