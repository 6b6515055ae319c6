package org.eyes4j.tools.geometry;

import java.util.List;

/**
 * A closed polygon in pixels of its own frame; the last point joins the first, which is not repeated. Thread-safe.
 *
 * @param points at least three
 */
public record Polygon(List<Point> points) {
    public Polygon {
        points = List.copyOf(points);
        if (points.size() < 3) {
            throw new IllegalArgumentException("A polygon needs at least 3 points, got " + points.size());
        }
    }

    /** A polygon from COCO's flat {@code [x1, y1, x2, y2, …]}. */
    public static Polygon of(double... xy) {
        if (xy.length % 2 != 0) {
            throw new IllegalArgumentException("A polygon needs pairs of x and y, got " + xy.length + " numbers");
        }
        Point[] points = new Point[xy.length / 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point(xy[2 * i], xy[2 * i + 1]);
        }
        return new Polygon(List.of(points));
    }

    /** The area, at least 0. */
    public double area() {
        return Math.abs(signedArea());
    }

    /** The area, more than 0 where the points run clockwise as seen on screen (y down). */
    public double signedArea() {
        // Relative to one corner, so that a small polygon far from the origin keeps its digits.
        Point origin = points.get(0);
        double twice = 0;
        for (int i = 0; i < points.size(); i++) {
            twice += cross(origin, points.get(i), next(i));
        }
        return twice / 2;
    }

    /** The length around. */
    public double perimeter() {
        double length = 0;
        for (int i = 0; i < points.size(); i++) {
            length += points.get(i).distanceTo(next(i));
        }
        return length;
    }

    /** The centre of mass; the mean of the corners where the area is 0. */
    public Point centroid() {
        Point origin = points.get(0);
        double twice = 0;
        double x = 0;
        double y = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < points.size(); i++) {
            Point p = points.get(i);
            Point q = next(i);
            double cross = cross(origin, p, q);
            twice += cross;
            x += (p.x() + q.x() - 2 * origin.x()) * cross;
            y += (p.y() + q.y() - 2 * origin.y()) * cross;
            meanX += p.x() / points.size();
            meanY += p.y() / points.size();
        }
        return twice == 0
                ? new Point(meanX, meanY)
                : new Point(origin.x() + x / (3 * twice), origin.y() + y / (3 * twice));
    }

    /** The box around the points. */
    public BoundingBox box() {
        return BoundingBox.around(points);
    }

    /** Whether a point is inside, by the even-odd rule; of the edges, the left and the upper ones belong to the inside. */
    public boolean contains(Point p) {
        boolean inside = false;
        for (int i = 0; i < points.size(); i++) {
            Point a = points.get(i);
            Point b = next(i);
            if (a.y() > p.y() != b.y() > p.y()
                    && p.x() >= a.x() + (p.y() - a.y()) / (b.y() - a.y()) * (b.x() - a.x())) {
                inside = !inside;
            }
        }
        return inside;
    }

    /**
     * A polygon of fewer corners, a subset of these, none farther than {@code tolerance} pixels from the new outline (Douglas and Peucker,
     * 1973). At least three corners stay.
     */
    public Polygon simplify(double tolerance) {
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new IllegalArgumentException("A tolerance is at least 0 pixels, got " + tolerance);
        }
        return tolerance == 0 || points.size() == 3 ? this : new Polygon(DouglasPeucker.ring(points, tolerance));
    }

    /** This polygon with every corner mapped. */
    public Polygon map(Affine affine) {
        return new Polygon(points.stream().map(affine::apply).toList());
    }

    private Point next(int i) {
        return points.get(i + 1 == points.size() ? 0 : i + 1);
    }

    private static double cross(Point origin, Point p, Point q) {
        return (p.x() - origin.x()) * (q.y() - origin.y()) - (q.x() - origin.x()) * (p.y() - origin.y());
    }
}
