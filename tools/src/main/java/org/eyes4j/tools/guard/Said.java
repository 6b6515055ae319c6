package org.eyes4j.tools.guard;

/** What a foreign tool says, as far as a person wants to read it. */
final class Said {
    private static final int LONGEST = 500;

    private Said() {}

    /** On one line, without control characters, and not too long. */
    static String brief(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return start.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** A thrown thing's sort and what it says. */
    static String thrown(Throwable thrown) {
        String message;
        try {
            message = thrown.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            message = null;
        }
        String sort = thrown.getClass().getSimpleName();
        return message == null || message.isBlank() ? sort : sort + ": " + brief(message);
    }
}
