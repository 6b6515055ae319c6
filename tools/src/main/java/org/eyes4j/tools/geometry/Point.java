package org.eyes4j.tools.geometry;

/**
 * A place in a picture.
 *
 * @param x pixels to the right of the frame's left edge
 * @param y pixels below the frame's top edge
 */
public record Point(double x, double y) {
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("A point needs finite coordinates, got (" + x + ", " + y + ")");
        }
    }

    /** Euclidean distance in pixels. */
    public double distanceTo(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
