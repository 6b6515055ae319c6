package org.eyes4j.vision.sam;

import java.util.Locale;

/** Numbers as messages and attributes have them. */
final class Numbers {
    private Numbers() {}

    /** Two decimals. */
    static String brief(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A coordinate: one decimal, and none where it is whole. */
    static String pixel(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
