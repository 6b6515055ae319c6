package org.eyes4j.tools.geometry;

import java.util.List;

/**
 * An axis-aligned box: half-open {@code [x1, x2) × [y1, y2)} in pixels of its own frame. It may reach outside the
 * frame; {@link #clip} brings it in. Thread-safe.
 *
 * @param x1 left edge
 * @param y1 top edge
 * @param x2 right edge, not less than {@code x1}
 * @param y2 bottom edge, not less than {@code y1}
 */
public record BoundingBox(double x1, double y1, double x2, double y2) {
    public BoundingBox {
        if (!Double.isFinite(x1) || !Double.isFinite(y1) || !Double.isFinite(x2) || !Double.isFinite(y2)) {
            throw new IllegalArgumentException(
                    "A box needs finite corners, got [" + x1 + ", " + y1 + ", " + x2 + ", " + y2 + "]");
        }
        if (x2 < x1 || y2 < y1) {
            throw new IllegalArgumentException(
                    "A box needs x1 <= x2 and y1 <= y2, got [" + x1 + ", " + y1 + ", " + x2 + ", " + y2 + "]");
        }
    }

    /** A box from COCO's {@code [x, y, width, height]}. */
    public static BoundingBox ofXywh(double x, double y, double width, double height) {
        return new BoundingBox(x, y, x + width, y + height);
    }

    /** The smallest box around points; at least one is needed. */
    public static BoundingBox around(List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("A box around no points does not exist");
        }
        double x1 = Double.POSITIVE_INFINITY;
        double y1 = Double.POSITIVE_INFINITY;
        double x2 = Double.NEGATIVE_INFINITY;
        double y2 = Double.NEGATIVE_INFINITY;
        for (Point p : points) {
            x1 = Math.min(x1, p.x());
            y1 = Math.min(y1, p.y());
            x2 = Math.max(x2, p.x());
            y2 = Math.max(y2, p.y());
        }
        return new BoundingBox(x1, y1, x2, y2);
    }

    public double width() {
        return x2 - x1;
    }

    public double height() {
        return y2 - y1;
    }

    public double area() {
        return width() * height();
    }

    public Point centre() {
        return new Point((x1 + x2) / 2, (y1 + y2) / 2);
    }

    /** The four corners, clockwise from the top left. */
    public List<Point> corners() {
        return List.of(new Point(x1, y1), new Point(x2, y1), new Point(x2, y2), new Point(x1, y2));
    }

    public boolean contains(Point p) {
        return p.x() >= x1 && p.x() < x2 && p.y() >= y1 && p.y() < y2;
    }

    /** Area of the common part, 0 where there is none. */
    public double intersectionArea(BoundingBox other) {
        double w = Math.min(x2, other.x2) - Math.max(x1, other.x1);
        double h = Math.min(y2, other.y2) - Math.max(y1, other.y1);
        return w <= 0 || h <= 0 ? 0 : w * h;
    }

    /** Intersection over union, 0–1; 0 for two empty boxes. */
    public double iou(BoundingBox other) {
        double intersection = intersectionArea(other);
        double union = area() + other.area() - intersection;
        return union <= 0 ? 0 : intersection / union;
    }

    /** The smallest box around both. */
    public BoundingBox union(BoundingBox other) {
        return new BoundingBox(
                Math.min(x1, other.x1), Math.min(y1, other.y1), Math.max(x2, other.x2), Math.max(y2, other.y2));
    }

    /** The part inside a picture of this size; empty (zero width or height) where nothing is. */
    public BoundingBox clip(int width, int height) {
        return new BoundingBox(clamp(x1, width), clamp(y1, height), clamp(x2, width), clamp(y2, height));
    }

    /** Grown on every side by a number of pixels (negative shrinks, at most to the centre line). */
    public BoundingBox grow(double pixels) {
        double dx = Math.max(pixels, -width() / 2);
        double dy = Math.max(pixels, -height() / 2);
        return new BoundingBox(x1 - dx, y1 - dy, x2 + dx, y2 + dy);
    }

    /** {@code [x1, y1, x2, y2]}. */
    public List<Double> toList() {
        return List.of(x1, y1, x2, y2);
    }

    private static double clamp(double v, int limit) {
        return Math.max(0, Math.min(v, limit));
    }
}
