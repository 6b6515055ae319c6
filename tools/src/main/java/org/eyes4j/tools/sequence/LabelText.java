package org.eyes4j.tools.sequence;

/** Labels between location tokens: {@code <} and {@code &} are escaped, and outer spaces and line ends, which models add freely. */
final class LabelText {
    /** An empty label where none would mean the label before. */
    static final String NOTHING = "&;";

    private static final int MAX_DIGITS = 7;

    private LabelText() {}

    static String escape(String label) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean outer = i == 0 || i == label.length() - 1;
            if (c == '<') {
                out.append("&lt;");
            } else if (c == '&') {
                out.append("&amp;");
            } else if (Cursor.isSpace(c) && (outer || c != ' ')) {
                out.append("&#").append((int) c).append(';');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The label of some text; an {@code &} that begins none of the escapes stands for itself. */
    static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("&lt;", i)) {
                out.append('<');
                i += 3;
            } else if (text.startsWith("&amp;", i)) {
                out.append('&');
                i += 4;
            } else if (text.startsWith(NOTHING, i)) {
                i += 1;
            } else {
                int end = text.startsWith("&#", i) ? endOfDigits(text, i + 2) : -1;
                if (end < 0) {
                    out.append(text.charAt(i));
                } else {
                    out.appendCodePoint(Integer.parseInt(text.substring(i + 2, end)));
                    i = end;
                }
            }
        }
        return out.toString();
    }

    /** Where the semicolon after digits of a code point stands, or -1. */
    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < MAX_DIGITS && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        boolean whole = end > from && end < text.length() && text.charAt(end) == ';';
        return whole && Character.isValidCodePoint(Integer.parseInt(text.substring(from, end))) ? end : -1;
    }
}
