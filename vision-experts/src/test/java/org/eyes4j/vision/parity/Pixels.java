package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.tools.geometry.Mask;

/** Masks that may differ at as many pixels as are within rounding distance of a threshold, and two. */
final class Pixels {
    private Pixels() {}

    /** A recorded mask: {@code size} [height, width], {@code counts} (COCO RLE), {@code area}, {@code borderline_px}. */
    static void same(Stage stage, String what, JsonNode expected, Mask actual) {
        int height = expected.path("size").path(0).asInt();
        int width = expected.path("size").path(1).asInt();
        Mask wanted = Mask.fromCompressed(width, height, expected.path("counts").asText());
        stage.equal(what + ", area as recorded", expected.path("area").asLong(), wanted.area());
        stage.equal(what + ", width", width, actual.width());
        stage.equal(what + ", height", height, actual.height());
        int allowed = expected.path("borderline_px").asInt() + 2;
        long off = wanted.area() + actual.area() - 2 * wanted.intersectionArea(actual);
        stage.near(what + ", pixels that differ", 0, off, allowed);
    }
}
