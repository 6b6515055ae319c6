package org.eyes4j.app.preview;

import java.util.List;

/**
 * What a step will need.
 *
 * @param models those it will load, the one that serves it first; none for a tool without models
 * @param forEach whether it runs over items, nobody knows yet how many
 * @param estimate how long it will take
 */
public record StepNeed(String id, String tool, List<ModelNeed> models, boolean forEach, Estimate estimate) {
    public StepNeed {
        models = List.copyOf(models);
    }

    /**
     * A time, and where it comes from.
     *
     * @param runs how many earlier runs it is the median of; 0 when it is a guess by what the manifest says of the model's speed
     */
    public record Estimate(long millis, int runs) {
        public Estimate {
            if (millis < 0 || runs < 0) {
                throw new IllegalArgumentException(
                        "An estimate is at least 0 ms of at least 0 runs, got " + millis + " ms of " + runs);
            }
        }

        boolean isMeasured() {
            return runs > 0;
        }
    }
}
