package org.eyes4j.agent.verify;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.value.Region;

/** When two regions of one frame are the same thing: of one label, and of boxes that share half of what they cover. Stateless. */
final class Likeness {
    private static final double SAME = 0.5;

    private Likeness() {}

    /** The one among some that a region is, if any is. */
    static Optional<Region> best(Region region, List<Region> among) {
        return among.stream()
                .filter(other -> other.label().equalsIgnoreCase(region.label())
                        && other.box().iou(region.box()) >= SAME)
                .max(Comparator.comparingDouble(other -> other.box().iou(region.box())));
    }

    /** {@code "cup r2"}. */
    static String name(Region region) {
        return region.isNamed() ? region.label() + " " + region.id() : region.label();
    }
}
