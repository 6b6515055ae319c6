package org.eyes4j.tools.sequence;

import java.util.Locale;

/** A place in a text that only moves forward, and the counts that bound the work. Used by one thread. */
final class Cursor {
    private static final int SHOWN = 24;

    private final String text;
    private final SequenceLimits limits;
    private int at;
    private int regions;
    private int points;

    Cursor(String text, SequenceLimits limits) {
        this.text = text;
        this.limits = limits;
        if (text.length() > limits.characters()) {
            throw new SequenceException(
                    limits.characters(),
                    "at most " + limits.characters() + " characters",
                    text.length() + " characters");
        }
    }

    int offset() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The next character, or 0 at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    char next() {
        return text.charAt(at++);
    }

    boolean take(String token) {
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    boolean isNext(String token) {
        return text.startsWith(token, at);
    }

    void need(String token) {
        if (!take(token)) {
            throw expected("'" + token + "'");
        }
    }

    void skipSpace() {
        while (isSpace(peek())) {
            at++;
        }
    }

    String since(int from) {
        return text.substring(from, at);
    }

    /** Everything up to the next such character or the end. */
    String until(char stop) {
        int from = at;
        int found = text.indexOf(stop, at);
        at = found < 0 ? text.length() : found;
        return since(from);
    }

    void countRegion(int offset) {
        if (++regions > limits.regions()) {
            throw new SequenceException(offset, "at most " + limits.regions() + " regions", "one more");
        }
    }

    void countPoint(int offset) {
        if (++points > limits.points()) {
            throw new SequenceException(offset, "at most " + limits.points() + " points", "one more");
        }
    }

    void checkLabel(int offset, int length) {
        if (length > limits.labelCharacters()) {
            throw new SequenceException(
                    offset, "a label of at most " + limits.labelCharacters() + " characters", "a longer one");
        }
    }

    SequenceException expected(String what) {
        return new SequenceException(at, what, shown(at));
    }

    SequenceException expectedAt(int offset, String what) {
        return new SequenceException(offset, what, shown(offset));
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    /** The text from an offset on, cut short, and with only plain characters, since it goes to logs and terminals. */
    private String shown(int offset) {
        if (offset >= text.length()) {
            return "the end of the text";
        }
        StringBuilder out = new StringBuilder("'");
        int end = Math.min(text.length(), offset + SHOWN);
        for (int i = offset; i < end; i++) {
            char c = text.charAt(i);
            boolean plain = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return out.append(end < text.length() ? "…'" : "'").toString();
    }
}
