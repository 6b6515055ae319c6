package org.eyes4j.temporal;

/**
 * A call of a step, as a workflow is given it.
 *
 * @param version of the tool as whoever asks knows it
 * @param arguments a record of them by port
 * @param wishedModel empty for none
 * @param outputFolder where tools that write files write them; empty for nowhere
 * @param depth of the plan that the step is in
 * @param limitMillis time for it, waiting included
 * @param silenceMillis how long a worker may be silent before it counts as lost
 */
public record StepOrder(
        String run,
        String step,
        String tool,
        String version,
        Parcel arguments,
        String wishedModel,
        String outputFolder,
        int depth,
        long limitMillis,
        long silenceMillis) {}
