package org.eyes4j.tools.image;

import java.util.Locale;

/** The everyday names of colours. Where one ends and the next begins is a matter of taste; this is ours. */
public enum ColourName {
    BLACK,
    WHITE,
    GREY,
    RED,
    ORANGE,
    YELLOW,
    GREEN,
    TURQUOISE,
    BLUE,
    PURPLE,
    PINK,
    BROWN,
    BEIGE,
    OLIVE;

    /** Lower case, as people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people call a colour seen alone. */
    public static ColourName of(Oklch colour) {
        double l = colour.lightness();
        double c = colour.chroma();
        double h = colour.hue();
        boolean warm = h >= 45 && h < 118;
        if (l < 0.22 || l < 0.30 && c < 0.035) {
            return l < 0.16 || c < 0.06 ? BLACK : chromatic(l, c, h);
        }
        if (warm && l > 0.76 && c >= 0.018 && c < 0.085) {
            return BEIGE;
        }
        if (c < (l > 0.9 ? 0.022 : 0.03)) {
            return l > 0.89 ? WHITE : GREY;
        }
        return chromatic(l, c, h);
    }

    private static ColourName chromatic(double l, double c, double h) {
        if (h < 40) {
            return h >= 345 || l > 0.68 && c < 0.17 ? PINK : c < 0.085 && l < 0.55 && h > 15 ? BROWN : RED;
        } else if (h < 80) {
            boolean brown = l < 0.52 || l < 0.68 && c < 0.125 || l < 0.76 && c < 0.07;
            return brown ? BROWN : c < 0.085 ? BEIGE : ORANGE;
        } else if (h < 118) {
            return l > 0.70 ? YELLOW : h < 95 ? BROWN : OLIVE;
        } else if (h < 165) {
            return GREEN;
        } else if (h < 205) {
            return TURQUOISE;
        } else if (h < 285) {
            return BLUE;
        } else if (h < 325) {
            return PURPLE;
        } else if (h < 345) {
            return l > 0.66 ? PINK : PURPLE;
        }
        return l > 0.45 ? PINK : RED;
    }
}
