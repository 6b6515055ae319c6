package org.eyes4j.agent.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something wrong with a plan.
 *
 * @param code what sort of thing
 * @param where a JSON pointer into the plan ({@code /steps/2/with/labels}); empty for the plan as a whole
 * @param message what was expected and what is there
 * @param hint what to do about it; empty when the message says it all
 */
public record Fault(Code code, String where, String message, String hint) {

    /** Sorts of fault. All but {@link #UNUSED_INPUT} and {@link #OUT_OF_SERVICE} keep a plan from running. */
    public enum Code {
        /** Not of a plan's form at all: a wrong type, a missing key. */
        FORMAT,
        UNKNOWN_KEY,
        /** Larger than a plan may be. */
        LIMIT,
        BAD_ID,
        DUPLICATE_ID,
        UNKNOWN_TOOL,
        UNKNOWN_ARGUMENT,
        MISSING_ARGUMENT,
        UNKNOWN_REFERENCE,
        KIND,
        BAD_LITERAL,
        BAD_EXPRESSION,
        CYCLE,
        /** A {@code for_each} over something without items. */
        NOT_A_LIST,
        /** Repeating what must not be repeated. */
        RETRY,
        UNUSED_STEP,
        NO_OUTPUT,
        /** Nothing in the user's own request gives leave to it. */
        NOT_ALLOWED,
        /** A tool that cannot be called just now; it may be again when its step comes. */
        OUT_OF_SERVICE,
        /** Only worth a notice. */
        UNUSED_INPUT
    }

    /** Whether the plan may not run with it. */
    public boolean isError() {
        return code != Code.UNUSED_INPUT && code != Code.OUT_OF_SERVICE;
    }

    /** Message and hint as one text. */
    public String explain() {
        return hint.isEmpty() ? message : message + "; " + hint;
    }

    /** A key as a JSON pointer writes it (RFC 6901). */
    public static String token(String key) {
        String text = key.length() > 80 ? key.substring(0, 77) + "..." : key;
        return text.replace("~", "~0").replace("/", "~1");
    }

    /** Place, message and hint. */
    @Override
    public String toString() {
        return (where.isEmpty() ? "" : where + ": ") + explain();
    }

    /** One line a fault. */
    public static String list(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }
}
