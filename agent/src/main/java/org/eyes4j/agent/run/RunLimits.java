package org.eyes4j.agent.run;

import java.time.Duration;

/**
 * What a run may take. A run that meets a limit begins nothing more, keeps what it has, and says so.
 *
 * @param parallelism most calls at the same time
 * @param step time a step may take that states no limit of its own
 * @param run time the whole run may take, the language model's thinking included
 * @param fanOut most items one {@code for_each} may run over
 * @param steps most steps that are begun, those of plans made again included
 * @param valueBytes most bytes that the values of its steps may take together, estimated
 * @param depth most plans within one another, where steps run plans themselves; 1 allows none
 * @param thought what a language model may be asked for
 */
public record RunLimits(
        int parallelism,
        Duration step,
        Duration run,
        int fanOut,
        int steps,
        long valueBytes,
        int depth,
        Thought thought) {

    /**
     * What a language model may be asked for in one run.
     *
     * @param calls most calls
     * @param tokens most tokens, read and written; the call that passes it is the last
     * @param cost most that its tokens may cost by the configured prices, in their currency; 0 for no limit
     */
    public record Thought(int calls, long tokens, double cost) {
        public Thought {
            if (calls < 1 || tokens < 1 || !(cost >= 0)) {
                throw new IllegalArgumentException("A run needs at least 1 call, 1 token and a cost of 0 or more, got "
                        + calls + ", " + tokens + " and " + cost);
            }
        }
    }

    public RunLimits {
        if (parallelism < 1 || fanOut < 1 || steps < 0 || valueBytes < 1 || depth < 1) {
            throw new IllegalArgumentException("A run needs at least 1 call at a time, 1 item, 0 steps and 1 byte, got "
                    + parallelism + ", " + fanOut + ", " + steps + " and " + valueBytes);
        }
        if (step.isNegative() || step.isZero() || run.isNegative() || run.isZero()) {
            throw new IllegalArgumentException("Time limits are positive, got " + step + " and " + run);
        }
    }

    /** Two calls or one a core, five minutes a step (a first call may have to fetch its model), fifteen a run. */
    public static RunLimits defaults() {
        return new RunLimits(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                200,
                25,
                1L << 30,
                4,
                new Thought(12, 200_000, 0));
    }

    public RunLimits withParallelism(int calls) {
        return new RunLimits(calls, step, run, fanOut, steps, valueBytes, depth, thought);
    }

    public RunLimits withTimes(Duration aStep, Duration aRun) {
        return new RunLimits(parallelism, aStep, aRun, fanOut, steps, valueBytes, depth, thought);
    }

    public RunLimits withFanOut(int items) {
        return new RunLimits(parallelism, step, run, items, steps, valueBytes, depth, thought);
    }

    public RunLimits withSteps(int most) {
        return new RunLimits(parallelism, step, run, fanOut, most, valueBytes, depth, thought);
    }

    public RunLimits withValueBytes(long most) {
        return new RunLimits(parallelism, step, run, fanOut, steps, most, depth, thought);
    }

    public RunLimits withDepth(int most) {
        return new RunLimits(parallelism, step, run, fanOut, steps, valueBytes, most, thought);
    }

    public RunLimits withThought(Thought most) {
        return new RunLimits(parallelism, step, run, fanOut, steps, valueBytes, depth, most);
    }
}
