package org.eyes4j.vision.sam;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;

/**
 * A mask in the picture's full size.
 *
 * @param candidate scores that it came with; its logits are dropped
 * @param box around the mask
 */
record FoundMask(Mask mask, BoundingBox box, Candidate candidate) {
    FoundMask {
        candidate = candidate.with(new float[0]);
    }

    static FoundMask of(Mask mask, Candidate candidate) {
        return new FoundMask(mask, mask.box(), candidate);
    }

    double quality() {
        return candidate.quality();
    }
}
