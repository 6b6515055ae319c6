package org.eyes4j.tools;

import java.util.List;
import org.eyes4j.tools.value.Value;

/** What a call came to. Failure is a value too: a planner can work around it, and keeps what is finished. */
public sealed interface ToolResult {

    /**
     * It worked.
     *
     * @param value of the kind the specification declares
     * @param model the model that made it; empty for a tool without one
     * @param warnings what a person should know about it (fallbacks, closed vocabularies, limits met)
     */
    record Success(Value value, String model, List<String> warnings) implements ToolResult {
        public Success {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It did not.
     *
     * @param kind what sort of thing went wrong
     * @param message what was expected and what came
     * @param hint what to do about it; empty when the message says it all
     */
    record Failure(FailureKind kind, String message, String hint) implements ToolResult {
        /** Message and hint as one text of whole sentences. */
        public String explain() {
            if (hint.isEmpty()) {
                return message;
            }
            boolean ended = !message.isEmpty() && ".!?…:;".indexOf(message.charAt(message.length() - 1)) >= 0;
            return message + (ended ? " " : ". ") + hint;
        }
    }

    /** Sorts of failure, as exit codes, HTTP statuses and planners tell them apart. */
    enum FailureKind {
        /** The call itself is wrong: unknown tool, missing argument, wrong kind. */
        INVALID_ARGUMENT,
        /** The picture or text given cannot be used. */
        BAD_INPUT,
        /** A model or program must be installed or configured first. */
        NOT_INSTALLED,
        TIMEOUT,
        CANCELLED,
        /** A configured limit was met. */
        LIMIT,
        /** Something outside did not answer. */
        UNAVAILABLE,
        /** A bug. */
        INTERNAL
    }

    static ToolResult of(Value value) {
        return new Success(value, "", List.of());
    }

    static ToolResult of(Value value, String model) {
        return new Success(value, model, List.of());
    }

    static ToolResult failed(FailureKind kind, String message) {
        return new Failure(kind, message, "");
    }

    static ToolResult failed(FailureKind kind, String message, String hint) {
        return new Failure(kind, message, hint);
    }
}
