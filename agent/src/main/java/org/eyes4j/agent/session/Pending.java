package org.eyes4j.agent.session;

import java.util.List;

/**
 * A question that waits for someone to say what is meant.
 *
 * @param question as it was asked
 * @param phrase the words that fit several things
 * @param options ids of the things, or names of the pictures, that they fit
 */
public record Pending(String question, String phrase, List<String> options) {
    public Pending {
        options = List.copyOf(options);
    }
}
