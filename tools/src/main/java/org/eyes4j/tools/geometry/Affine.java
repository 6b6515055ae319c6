package org.eyes4j.tools.geometry;

import java.util.List;

/**
 * A 2-D affine map: {@code x' = a·x + b·y + c}, {@code y' = d·x + e·y + f}. Pixel coordinates are edges, not centres: the
 * top-left pixel covers {@code [0,1) × [0,1)}.
 */
public record Affine(double a, double b, double c, double d, double e, double f) {
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    public static Affine translation(double dx, double dy) {
        return new Affine(1, 0, dx, 0, 1, dy);
    }

    public static Affine scale(double sx, double sy) {
        return new Affine(sx, 0, 0, 0, sy, 0);
    }

    /** This map applied first, then the other. */
    public Affine then(Affine next) {
        return new Affine(
                next.a * a + next.b * d,
                next.a * b + next.b * e,
                next.a * c + next.b * f + next.c,
                next.d * a + next.e * d,
                next.d * b + next.e * e,
                next.d * c + next.e * f + next.f);
    }

    /**
     * The way back.
     *
     * @throws IllegalArgumentException if the map flattens the plane
     */
    public Affine inverse() {
        double det = a * e - b * d;
        if (det == 0 || !Double.isFinite(det)) {
            throw new IllegalArgumentException("This map has no inverse: " + this);
        }
        return new Affine(e / det, -b / det, (b * f - e * c) / det, -d / det, a / det, (d * c - a * f) / det);
    }

    public Point apply(Point p) {
        return new Point(a * p.x() + b * p.y() + c, d * p.x() + e * p.y() + f);
    }

    /** The axis-aligned box around the mapped corners: exact for scales, shifts and quarter turns. */
    public BoundingBox apply(BoundingBox box) {
        return BoundingBox.around(box.corners().stream().map(this::apply).toList());
    }

    public List<Double> toList() {
        return List.of(a, b, c, d, e, f);
    }
}
