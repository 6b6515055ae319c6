package org.eyes4j.vision.describe;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;

/** Where a box is in a picture, in words: by the third of the picture that its centre lies in. */
final class Place {
    /** Boxes that cover more than this part of a picture are everywhere. */
    private static final double MOST = 0.6;

    private Place() {}

    /** As in "at the top left", "in the middle", "across most of the picture". */
    static String of(BoundingBox box, Frame frame) {
        if (box.area() > MOST * frame.width() * frame.height()) {
            return "across most of the picture";
        }
        String column = third(box.centre().x() / frame.width(), "left", "right");
        String row = third(box.centre().y() / frame.height(), "top", "bottom");
        if (row.isEmpty() && column.isEmpty()) {
            return "in the middle";
        }
        if (column.isEmpty()) {
            return "in the middle at the " + row;
        }
        return row.isEmpty() ? "on the " + column : "at the " + row + " " + column;
    }

    private static String third(double at, String before, String after) {
        return at < 1 / 3. ? before : at > 2 / 3. ? after : "";
    }
}
