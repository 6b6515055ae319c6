package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;

/**
 * Keeps the best of masks that show the same thing, as they come: of two whose boxes overlap more than allowed, the one of
 * lower quality goes (non-maximum suppression, done step by step, so that only what may stay is ever held).
 */
final class DistinctMasks {
    private final double overlap;
    private final List<FoundMask> kept = new ArrayList<>();

    /** @param overlap largest IoU of the boxes of two different things, 0–1 */
    DistinctMasks(double overlap) {
        this.overlap = overlap;
    }

    /** Whether a mask with this box and quality would stay: worth computing it. */
    boolean wants(BoundingBox box, double quality) {
        return kept.stream().noneMatch(k -> k.quality() >= quality && k.box().iou(box) > overlap);
    }

    void add(FoundMask mask) {
        if (wants(mask.box(), mask.quality())) {
            kept.removeIf(k -> k.box().iou(mask.box()) > overlap);
            kept.add(mask);
        }
    }

    /** What stayed, best first. */
    List<FoundMask> bestFirst() {
        return kept.stream()
                .sorted(Comparator.comparingDouble(FoundMask::quality).reversed())
                .toList();
    }
}
