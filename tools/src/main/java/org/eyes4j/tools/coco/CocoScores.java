package org.eyes4j.tools.coco;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * COCO's twelve numbers, 0–1, and -1 where there is nothing to measure.
 *
 * @param stats in the order of {@link #NAMES}
 * @param perClass by category id; empty when categories were left out
 */
public record CocoScores(List<Double> stats, SortedMap<Long, ClassScore> perClass) {
    public static final List<String> NAMES = List.of(
            "AP",
            "AP50",
            "AP75",
            "AP_small",
            "AP_medium",
            "AP_large",
            "AR@1",
            "AR@10",
            "AR@100",
            "AR_small",
            "AR_medium",
            "AR_large");

    public CocoScores {
        stats = List.copyOf(stats);
        if (stats.size() != NAMES.size()) {
            throw new IllegalArgumentException("COCO has " + NAMES.size() + " numbers, got " + stats.size());
        }
    }

    /** The twelve numbers by name, in order. */
    public Map<String, Double> named() {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            named.put(NAMES.get(i), stats.get(i));
        }
        return named;
    }

    /**
     * @param ap mean over the IoU thresholds 0.5 to 0.95
     * @param ap50 at 0.5
     */
    public record ClassScore(double ap, double ap50) {}
}
