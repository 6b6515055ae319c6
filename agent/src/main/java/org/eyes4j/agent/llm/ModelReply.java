package org.eyes4j.agent.llm;

import java.util.List;

/** What one call to a language model came to. */
public sealed interface ModelReply {

    /**
     * The model answered. What it says is untrusted.
     *
     * @param text may be empty where it only calls tools
     * @param calls tools it wants called, in its order
     * @param finish why it stopped
     */
    record Said(String text, List<Message.ToolUse> calls, Finish finish, Usage usage) implements ModelReply {
        public Said {
            calls = List.copyOf(calls);
        }
    }

    /**
     * There is no answer that could be used.
     *
     * @param message what came and what was expected, naming the configured model and the endpoint, never a key
     * @param hint what to do about it; empty when the message says it all
     * @param partial text that came before the failure; may be empty
     */
    record Failed(Trouble trouble, String message, String hint, String partial) implements ModelReply {
        /** Message and hint as one text of whole sentences. */
        public String explain() {
            return hint.isEmpty() ? message : message.endsWith(".") ? message + " " + hint : message + ". " + hint;
        }
    }

    /** Why a model stopped. */
    enum Finish {
        STOP,
        TOOL_CALLS,
        /** It ran into its token limit. */
        LENGTH,
        OTHER
    }

    /** Sorts of failure. */
    enum Trouble {
        /** No connection, or it broke. */
        UNREACHABLE,
        /** 401: no key or a wrong one. */
        UNAUTHORIZED,
        /** 403, or out of credit. */
        FORBIDDEN,
        /** The endpoint does not have this model. */
        NO_SUCH_MODEL,
        /** 400 and the like: the endpoint does not take what was sent. */
        BAD_REQUEST,
        /** 429, also after the waits it asked for. */
        RATE_LIMITED,
        /** 5xx, also after retries. */
        SERVER_ERROR,
        TIMEOUT,
        /** What came is no answer: cut off, not JSON, without choices, too large. */
        MALFORMED,
        /** The model declined. */
        REFUSED,
        /** A content filter held the answer back. */
        FILTERED,
        /** More than the model can read. */
        TOO_LONG,
        /** A budget of eyes4j's is used up. */
        BUDGET,
        CANCELLED
    }

    /**
     * Tokens of one call.
     *
     * @param input read by the model; 0 if it did not say
     * @param output written by the model; 0 if it did not say
     */
    record Usage(long input, long output) {
        public static final Usage UNKNOWN = new Usage(0, 0);

        public Usage plus(Usage other) {
            return new Usage(input + other.input, output + other.output);
        }
    }
}
