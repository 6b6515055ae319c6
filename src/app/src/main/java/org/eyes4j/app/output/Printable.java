package org.eyes4j.app.output;

/**
 * Text that came out of pictures, files and models, made fit for a terminal: nothing in it moves the cursor, sets colours or
 * rings a bell.
 */
public final class Printable {
    private Printable() {}

    /** The text with every control character but line ends and tabs replaced. */
    public static String of(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isHarmless(c) ? c : 0xFFFD));
        return clean.toString();
    }

    private static boolean isHarmless(int c) {
        // Direction overrides (U+202A to U+202E, U+2066 to U+2069) can make a line read as what it does not say.
        boolean override = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        return c == '\n' || c == '\t' || !Character.isISOControl(c) && !override;
    }
}
