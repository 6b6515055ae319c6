package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.jspecify.annotations.Nullable;

/**
 * All that is said about one object, in pixels of the picture.
 *
 * @param box around it, if known
 * @param points on it and beside it
 * @param mask an earlier or rough mask of the picture's size, if there is one
 */
record ObjectPrompt(
        @Nullable BoundingBox box,
        List<PointPrompt> points,
        @Nullable Mask mask) {
    ObjectPrompt {
        points = List.copyOf(points);
        if (box == null && mask == null && points.stream().noneMatch(PointPrompt::positive)) {
            throw new IllegalArgumentException("A prompt needs a box, a mask or a positive point, got " + points);
        }
    }

    static ObjectPrompt of(BoundingBox box) {
        return new ObjectPrompt(box, List.of(), null);
    }

    static ObjectPrompt of(PointPrompt... points) {
        return new ObjectPrompt(null, List.of(points), null);
    }

    ObjectPrompt and(List<PointPrompt> more) {
        List<PointPrompt> all = new ArrayList<>(points);
        all.addAll(more);
        return new ObjectPrompt(box, all, mask);
    }

    /** The box to prompt with: the one drawn, else the one around the mask. */
    @Nullable
    BoundingBox bounds() {
        return box == null && mask != null && !mask.isEmpty() ? mask.box() : box;
    }
}
