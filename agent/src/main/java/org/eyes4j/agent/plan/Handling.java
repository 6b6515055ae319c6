package org.eyes4j.agent.plan;

import org.jspecify.annotations.Nullable;

/**
 * What is special about how a step is run.
 *
 * @param cached whether a value of an earlier equal call may stand in
 * @param parallel most of its calls at the same time, of a step with {@code for_each}; 0 for as many as the run allows
 * @param fallback the step that runs when this one fails, and whose value stands in then; null for none
 * @param approve the question that a person has to say yes to before it runs; null for none
 * @param plan the workflow that it runs, where it calls no tool; null where it does
 */
public record Handling(
        boolean cached,
        int parallel,
        @Nullable String fallback,
        @Nullable String approve,
        @Nullable Plan plan) {
    /** Nothing special. */
    public static final Handling PLAIN = new Handling(true, 0, null, null, null);

    public Handling {
        if (parallel < 0) {
            throw new IllegalArgumentException("A step makes at least 0 calls at a time, got " + parallel);
        }
    }

    public Handling withoutCache() {
        return new Handling(false, parallel, fallback, approve, plan);
    }
}
