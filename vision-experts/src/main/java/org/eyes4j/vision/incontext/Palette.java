package org.eyes4j.vision.incontext;

/**
 * The colours in which SegGPT sees and paints classes: black for none, then colours spread over the cube as the reference
 * spreads them (Wang et al., "SegGPT", 2023). Immutable.
 *
 * @param colours {@code [labels + 1]}, each 0xRRGGBB
 */
record Palette(int[] colours) {
    private static final int MOST = 255;

    /** @param labels classes besides the background, 1–255 */
    static Palette of(int labels) {
        if (labels < 1 || labels > MOST) {
            throw new IllegalArgumentException("A palette has 1 to " + MOST + " labels, got " + labels);
        }
        int steps = (int) Math.pow(labels, 1.0 / 3) + 1;
        int margin = 256 / steps;
        int[] colours = new int[labels + 1];
        for (int i = 0; i < labels; i++) {
            int red = 255 - i / (steps * steps) * margin;
            int green = 255 - i % (steps * steps) / steps * margin;
            int blue = 255 - i % steps * margin;
            colours[i + 1] = red << 16 | green << 8 | blue;
        }
        return new Palette(colours);
    }

    int labels() {
        return colours.length - 1;
    }

    /** One channel of a class's colour, 0–255. */
    int level(int label, int channel) {
        return colours[label] >> 16 - 8 * channel & 0xff;
    }

    /** The class of the nearest colour; the first of equals. */
    int nearest(float red, float green, float blue) {
        int best = 0;
        float least = Float.POSITIVE_INFINITY;
        for (int label = 0; label < colours.length; label++) {
            float r = red - level(label, 0);
            float g = green - level(label, 1);
            float b = blue - level(label, 2);
            float distance = r * r + g * g + b * b;
            if (distance < least) {
                least = distance;
                best = label;
            }
        }
        return best;
    }
}
