package org.eyes4j.agent.trace;

import java.util.Locale;

/**
 * HTML and SVG, escaped by construction: texts and attribute values go in as they are and come out harmless, whatever a
 * picture or a model wrote. Tag and attribute names are the program's own. Not thread-safe.
 */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    /** Opens an element; attributes as name, value, name, value. */
    Markup open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    Markup close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** An element with nothing but text in it. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** What the program itself wrote, as it is. */
    Markup own(String markup) {
        out.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** A coordinate, tenths of a unit. */
    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    static String brief(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (isHarmless(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append('\uFFFD');
                    }
                }
            }
        });
    }

    /** No control characters, no lone surrogates, nothing that turns the writing direction of what follows. */
    private static boolean isHarmless(int c) {
        boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return !control && !surrogate && !direction && c != 0xfffe && c != 0xffff;
    }
}
