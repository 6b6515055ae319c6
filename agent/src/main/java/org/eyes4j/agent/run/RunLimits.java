package org.eyes4j.agent.run;

import java.time.Duration;

/**
 * What a run may take.
 *
 * @param parallelism most calls at the same time
 * @param step time a step may take that states no limit of its own
 * @param run time the whole run may take
 * @param fanOut most items one {@code for_each} may run over
 */
public record RunLimits(int parallelism, Duration step, Duration run, int fanOut) {
    public RunLimits {
        if (parallelism < 1 || fanOut < 1) {
            throw new IllegalArgumentException(
                    "A run needs at least 1 call and 1 item, got " + parallelism + " and " + fanOut);
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
                200);
    }
}
