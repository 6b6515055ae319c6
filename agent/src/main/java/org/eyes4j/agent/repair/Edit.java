package org.eyes4j.agent.repair;

/**
 * One thing changed in a plan.
 *
 * @param sort what sort of change
 * @param step the step it is about, as {@code 2: Text Summarization}
 * @param reason why, in words
 * @param confidence 0 to 1
 */
public record Edit(Sort sort, String step, String reason, double confidence) {
    /** Sorts of change. */
    public enum Sort {
        /** Another tool's name. */
        RENAMED,
        /** A step put in that turns one kind into another. */
        ADAPTER,
        /** A step takes from another one. */
        REWIRED,
        /** A link taken out, because nothing can go along it and nothing has to. */
        UNLINKED
    }
}
