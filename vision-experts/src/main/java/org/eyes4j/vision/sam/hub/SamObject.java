package org.eyes4j.vision.sam.hub;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;

/**
 * What is said about one object, in pixels of the picture.
 *
 * @param points on it, beside it, or none at all
 * @param box around it
 */
public record SamObject(List<Labelled> points, Optional<BoundingBox> box) {
    /** The label of a point that only fills a row, and its coordinate. */
    public static final int PADDING = -10;

    public SamObject {
        points = List.copyOf(points);
        if (points.isEmpty() && box.isEmpty()) {
            throw new IllegalArgumentException("An object needs a point or a box to be asked for by");
        }
    }

    /** @param label 1 on the object, 0 beside it, {@link #PADDING} for none */
    public record Labelled(Point at, int label) {}
}
