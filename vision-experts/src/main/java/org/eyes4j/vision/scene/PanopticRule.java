package org.eyes4j.vision.scene;

import java.util.Set;

/**
 * Which queries become segments.
 *
 * @param threshold a query's class must score more
 * @param maskThreshold from which weighed probability on a pixel counts for a query's whole area
 * @param overlapThreshold a segment must hold more than this share of its query's whole area: the rest went to others
 * @param fused classes of which there is one segment at most, as sky
 */
public record PanopticRule(double threshold, double maskThreshold, double overlapThreshold, Set<Integer> fused) {
    /** The reference's own defaults, nothing fused. */
    public static final PanopticRule DEFAULT = new PanopticRule(0.5, 0.5, 0.8, Set.of());

    public PanopticRule {
        fused = Set.copyOf(fused);
    }

    public PanopticRule withThreshold(double other) {
        return new PanopticRule(other, maskThreshold, overlapThreshold, fused);
    }

    public PanopticRule withMaskThreshold(double other) {
        return new PanopticRule(threshold, other, overlapThreshold, fused);
    }

    public PanopticRule withOverlapThreshold(double other) {
        return new PanopticRule(threshold, maskThreshold, other, fused);
    }

    public PanopticRule withFused(Set<Integer> labels) {
        return new PanopticRule(threshold, maskThreshold, overlapThreshold, labels);
    }
}
