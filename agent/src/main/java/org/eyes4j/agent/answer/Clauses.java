package org.eyes4j.agent.answer;

import java.util.regex.Pattern;

/** Clauses of a sentence whose neighbours are gone or became sentences of their own. Stateless. */
public final class Clauses {
    private static final Pattern JOINT = Pattern.compile("^(?:and|but|while|whereas|although)\\s+|^[,，;；]\\s*");
    private static final Pattern HAN_COMMA = Pattern.compile("[，；]$");
    private static final Pattern COMMA = Pattern.compile("[,;]$");

    private Clauses() {}

    /** Begun as a sentence is: without what joined it to the clause before. */
    public static String begun(String text) {
        String alone = JOINT.matcher(text).replaceFirst("");
        return alone.isEmpty() ? text : Character.toUpperCase(alone.charAt(0)) + alone.substring(1);
    }

    /** Ended as a sentence is. */
    public static String ended(String text) {
        return COMMA.matcher(HAN_COMMA.matcher(text).replaceFirst("。")).replaceFirst(".");
    }
}
