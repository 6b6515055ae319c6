package org.eyes4j.vision.text;

import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;

/**
 * A rectangle at any angle around a line of text.
 *
 * @param centre in pixels
 * @param width along the text, at least as long as a letter
 * @param height across the text
 * @param angle of the text's direction, radians, clockwise from rightwards as y grows downwards; within ±π/2
 */
record LineBox(Point centre, double width, double height, double angle) {

    /** The four corners: first letter's top left, then clockwise as the text is read. */
    Polygon outline() {
        Affine place = toPicture();
        return new Polygon(List.of(
                place.apply(new Point(0, 0)),
                place.apply(new Point(width, 0)),
                place.apply(new Point(width, height)),
                place.apply(new Point(0, height))));
    }

    /** From the upright line's own pixels (origin top left, as wide and high as the box) to the picture's. */
    Affine toPicture() {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return Affine.translation(-width / 2, -height / 2)
                .then(new Affine(cos, -sin, centre.x(), sin, cos, centre.y()));
    }

    /** The same rectangle read a quarter turn clockwise further: what was its height runs along the text. */
    LineBox quarterTurn() {
        return new LineBox(centre, height, width, angle + Math.PI / 2);
    }

    /** The same rectangle read upside down. */
    LineBox halfTurn() {
        return new LineBox(centre, width, height, angle + Math.PI);
    }

    LineBox grow(double pixels) {
        return new LineBox(centre, width + 2 * pixels, height + 2 * pixels, angle);
    }

    LineBox scale(double sx, double sy) {
        // Detector maps keep the aspect ratio but for rounding to multiples of 32, so the angle may stay as it is.
        return new LineBox(new Point(centre.x() * sx, centre.y() * sy), width * sx, height * sy, angle);
    }
}
