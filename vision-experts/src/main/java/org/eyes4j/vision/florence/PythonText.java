package org.eyes4j.vision.florence;

/** What Python's methods on texts do and Java's do a little differently. */
final class PythonText {
    private PythonText() {}

    /** {@code str.strip()}: no-break spaces and the like go too. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** {@code encode("ascii", "ignore")}: everything else is left out. */
    static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.chars().filter(c -> c < 128).forEach(c -> ascii.append((char) c));
        return ascii.toString();
    }
}
