package org.eyes4j.agent.llm;

/**
 * Leaves out what some models write down before they answer, between {@code <think>} and {@code </think>} at the very
 * beginning, where the endpoint does not keep it apart. For one answer, by one thread.
 */
final class Thoughts {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum Where {
        BEFORE,
        INSIDE,
        BETWEEN,
        AFTER
    }

    private final StringBuilder held = new StringBuilder();
    private Where where = Where.BEFORE;

    /** A whole text without them. */
    static String without(String text) {
        Thoughts thoughts = new Thoughts();
        String visible = thoughts.next(text);
        // What only began like a thought is text.
        return thoughts.where == Where.BEFORE ? text : visible;
    }

    /** The next piece of a text, or as much of it as is not, and will not turn out to be, a thought. */
    String next(String piece) {
        if (where == Where.AFTER) {
            return piece;
        }
        held.append(piece);
        if (where == Where.BEFORE) {
            String start = held.toString().stripLeading();
            if (start.startsWith(OPEN)) {
                where = Where.INSIDE;
            } else if (OPEN.startsWith(start)) {
                return "";
            } else {
                return release(0);
            }
        }
        if (where == Where.INSIDE) {
            int end = held.indexOf(CLOSE, Math.max(0, held.length() - piece.length() - CLOSE.length()));
            if (end < 0) {
                return "";
            }
            held.delete(0, end + CLOSE.length());
            where = Where.BETWEEN;
        }
        int text = 0;
        while (text < held.length() && Character.isWhitespace(held.charAt(text))) {
            text++;
        }
        return text == held.length() ? "" : release(text);
    }

    private String release(int from) {
        where = Where.AFTER;
        String all = held.substring(from);
        held.setLength(0);
        return all;
    }
}
