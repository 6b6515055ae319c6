package org.eyes4j.app.output;

import java.util.Locale;

/** Numbers of bytes for people. */
public final class Sizes {
    private Sizes() {}

    /** {@code 812 B}, {@code 44.5 MB}: powers of 1000, as disks and downloads are told. */
    public static String text(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        String[] units = {"kB", "MB", "GB", "TB"};
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.95 && unit < units.length - 1);
        return String.format(Locale.ROOT, value < 100 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }
}
