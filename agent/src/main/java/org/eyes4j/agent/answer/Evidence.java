package org.eyes4j.agent.answer;

/**
 * What a sentence rests on.
 *
 * @param kind what sort of thing it is
 * @param value a region's id, a text that was read, a number, or a step's id
 * @param step the step that found it
 */
public record Evidence(Type kind, String value, String step) {
    /** Sorts of evidence. */
    public enum Type {
        REGION,
        TEXT,
        NUMBER,
        STEP
    }
}
