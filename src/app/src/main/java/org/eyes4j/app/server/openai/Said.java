package org.eyes4j.app.server.openai;

import java.util.List;

/**
 * A message of a conversation, whichever form it came in.
 *
 * @param role {@code system, user, assistant} or {@code tool}
 * @param text all its text
 * @param pictures artifacts of its pictures, in order
 * @param calls tools that the assistant wished to be called
 * @param call the call that a tool's result answers; empty for others
 */
record Said(String role, String text, List<String> pictures, List<Call> calls, String call) {
    Said {
        pictures = List.copyOf(pictures);
        calls = List.copyOf(calls);
    }

    /** A wish to call a tool; the arguments are JSON as text. */
    record Call(String id, String tool, String arguments) {}

    static Said of(String role, String text) {
        return new Said(role, text, List.of(), List.of(), "");
    }

    boolean isUser() {
        return role.equals("user");
    }

    /** Whether it is part of what was said, and not of how an answer came about. */
    boolean isSpoken() {
        return isUser() || (role.equals("assistant") && calls.isEmpty());
    }
}
