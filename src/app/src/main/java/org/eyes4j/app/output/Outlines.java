package org.eyes4j.app.output;

import java.util.Comparator;
import java.util.List;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Region;

/** Outlines of regions: of their masks, within three quarters of a pixel, or as they were given. */
final class Outlines {
    private static final double TOLERANCE = 0.75;

    private Outlines() {}

    /** Contours in pixels, holes too; empty for a region that is only a box. */
    static List<Polygon> of(Region region) {
        Mask mask = region.mask();
        Polygon outline = region.detection().outline();
        return mask != null && !mask.isEmpty()
                ? mask.toPolygons(TOLERANCE)
                : outline != null ? List.of(outline) : List.of();
    }

    /** For forms that know one contour a thing. */
    static Polygon largest(Region region) {
        return of(region).stream()
                .max(Comparator.comparingDouble(Polygon::area))
                .orElseGet(() -> new Polygon(region.box().corners()));
    }
}
