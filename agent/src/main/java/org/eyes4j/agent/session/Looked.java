package org.eyes4j.agent.session;

/**
 * A whole picture was searched for all things of a sort: what is known of them is all there are to know.
 *
 * @param picture by name
 * @param label of the model's vocabulary; {@code *} for everything it knows
 * @param word by which it was asked for; empty for none
 */
public record Looked(String picture, String label, String word) {
    static final String EVERYTHING = "*";
}
