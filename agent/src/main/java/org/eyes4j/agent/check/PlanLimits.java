package org.eyes4j.agent.check;

/**
 * How much a plan may ask for.
 *
 * @param steps most steps
 * @param fanOut most items one {@code for_each} may run over
 * @param depth most plans within one another, where steps run workflows; 1 allows none
 */
public record PlanLimits(int steps, int fanOut, int depth) {
    public static final PlanLimits DEFAULT = new PlanLimits(25, 200);

    public PlanLimits {
        if (steps < 1 || fanOut < 1 || depth < 1) {
            throw new IllegalArgumentException(
                    "Limits of plans are at least 1, got " + steps + ", " + fanOut + " and " + depth);
        }
    }

    public PlanLimits(int steps, int fanOut) {
        this(steps, fanOut, 4);
    }
}
