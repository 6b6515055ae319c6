package org.eyes4j.agent.repair;

/**
 * One thing changed in a plan.
 *
 * @param sort what sort of change
 * @param step the step it is about: its id, as {@code 2: Text Summarization} in a sketch, empty for the plan as a whole
 * @param reason why, in words
 * @param confidence 0 to 1
 */
public record Edit(Sort sort, String step, String reason, double confidence) {
    public Edit {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("A confidence is from 0 to 1, got " + confidence);
        }
    }

    /** Sorts of change. */
    public enum Sort {
        /** Another tool's name. */
        RENAMED,
        /** A step put in that turns one kind into another. */
        ADAPTER,
        /** A step takes from another one. */
        REWIRED,
        /** A link taken out, because nothing can go along it and nothing has to. */
        UNLINKED,
        /** A step's or an input's name, and all that refers to it. */
        IDENTIFIED,
        /** Another argument's name. */
        ARGUMENT_RENAMED,
        /** An argument that was missing. */
        ARGUMENT_ADDED,
        /** An argument written otherwise, its meaning kept. */
        ARGUMENT_CHANGED,
        /** An argument that has no use, left out. */
        ARGUMENT_DROPPED,
        /** A condition or another expression written otherwise. */
        EXPRESSION,
        /** What a step runs over. */
        LOOP,
        /** An input that the plan uses and did not name. */
        INPUT,
        /** What the plan gives. */
        OUTPUT,
        /** A step that another one does already, left out. */
        STEP_DROPPED,
        /** A repetition of what must not be repeated, left out. */
        RETRY
    }
}
