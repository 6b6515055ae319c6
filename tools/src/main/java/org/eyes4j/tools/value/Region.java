package org.eyes4j.tools.value;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A detection that can be pointed at: its id is stable within a session and travels with it through {@code select},
 * {@code crop} and the answer.
 *
 * @param id such as {@code r3}; empty until the session has named it
 */
public record Region(String id, Detection detection) {

    public boolean isNamed() {
        return !id.isEmpty();
    }

    public Region named(String newId) {
        return new Region(newId, detection);
    }

    /** The same region with more known about it. */
    public Region with(Detection other) {
        return new Region(id, other);
    }

    public String label() {
        return detection.label();
    }

    public double score() {
        return detection.score();
    }

    public BoundingBox box() {
        return detection.box();
    }

    public @Nullable Mask mask() {
        return detection.mask();
    }

    public @Nullable String text() {
        return detection.text();
    }

    /** Pixels covered: the mask's where there is one, else the box's. */
    public double area() {
        Mask mask = detection.mask();
        return mask != null ? mask.area() : detection.box().area();
    }
}
