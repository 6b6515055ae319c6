package org.eyes4j.vision.face;

import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.vision.crop.SquareCrop;

/**
 * A face as BlazeFace sees one: upright in the picture it was seen in, with points in the order of the model's names (the
 * first two are the eyes).
 *
 * @param score 0–1
 * @param centre of the face
 * @param side of the square around it
 * @param points at least the two eyes
 */
record Face(double score, Point centre, double side, List<Point> points) {
    Face {
        points = List.copyOf(points);
        if (points.size() < 2 || !(side > 0)) {
            throw new IllegalArgumentException(
                    "A face needs two eyes and a size, got " + points.size() + " points and side " + side);
        }
    }

    BoundingBox box() {
        return new BoundingBox(
                centre.x() - side / 2, centre.y() - side / 2, centre.x() + side / 2, centre.y() + side / 2);
    }

    /** How much the line from the right eye to the left one (the person's) is turned, in radians. */
    double angle() {
        Point right = points.get(0);
        Point left = points.get(1);
        return Math.atan2(left.y() - right.y(), left.x() - right.x());
    }

    /** An upright cut with this face in the middle, so many times as large. */
    SquareCrop crop(double times) {
        return new SquareCrop(centre, side * times, angle());
    }

    /** The same face in another picture; the map turns and scales, and does not shear. */
    Face map(Affine affine) {
        double scale = Math.sqrt(Math.abs(affine.a() * affine.e() - affine.b() * affine.d()));
        return new Face(
                score,
                affine.apply(centre),
                side * scale,
                points.stream().map(affine::apply).toList());
    }

    Face withScore(double other) {
        return new Face(other, centre, side, points);
    }
}
