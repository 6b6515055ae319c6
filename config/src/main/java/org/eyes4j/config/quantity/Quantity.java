package org.eyes4j.config.quantity;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts and times as people write them: {@code 64 MiB}, {@code 30s}. Thread-safe. */
public final class Quantity {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,12}) ?(B|KiB|MiB|GiB)");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");

    private Quantity() {}

    /** Bytes of {@code 512 B}, {@code 64 KiB}, {@code 64 MiB} or {@code 2 GiB}. */
    public static long bytes(String text) {
        Matcher m = BYTES.matcher(text.trim());
        if (!m.matches()) {
            throw new IllegalArgumentException("Expected an amount of bytes, as 64 MiB, got `" + text + "`");
        }
        int shift = switch (m.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        return Math.multiplyExact(Long.parseLong(m.group(1)), 1L << shift);
    }

    /** A time of {@code 200 ms}, {@code 30s}, {@code 5m} or {@code 1h}. */
    public static Duration time(String text) {
        Matcher m = TIME.matcher(text.trim());
        if (!m.matches()) {
            throw new IllegalArgumentException("Expected a time, as 30s, got `" + text + "`");
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofSeconds(n);
        };
    }

    /** Bytes for people: {@code 28.1 MB}. */
    public static String human(long bytes) {
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
        return String.format(java.util.Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
