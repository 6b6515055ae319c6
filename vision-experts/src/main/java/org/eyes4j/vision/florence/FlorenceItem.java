package org.eyes4j.vision.florence;

import java.util.List;

/**
 * A thing in an answer, in whole pixels of the picture that was asked about.
 *
 * @param label may be empty
 * @param shape what the coordinates are
 * @param coordinates one list of x1, y1, x2, y2 for a box and of four x, y pairs for a quad; one of x, y pairs for each polygon
 */
public record FlorenceItem(String label, Shape shape, List<List<Integer>> coordinates) {
    /** What is known of where a thing is. */
    public enum Shape {
        BOX,
        QUAD,
        POLYGONS
    }

    public FlorenceItem {
        coordinates = coordinates.stream().map(List::copyOf).toList();
        int expected = shape == Shape.BOX ? 4 : shape == Shape.QUAD ? 8 : 0;
        if (expected > 0 && (coordinates.size() != 1 || coordinates.get(0).size() != expected)) {
            throw new IllegalArgumentException("A " + shape + " has " + expected + " coordinates, got " + coordinates);
        }
    }
}
