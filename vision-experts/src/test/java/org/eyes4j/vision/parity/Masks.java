package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.tools.geometry.Mask;

/** Comparisons of masks that several families share. */
final class Masks {
    private Masks() {}

    /** At most so many pixels differ. */
    static void masks(Stage stage, String what, Mask expected, Mask actual, long most) {
        long off = expected.area() + actual.area() - 2 * expected.intersectionArea(actual);
        if (off > most) {
            throw stage.failure(
                    what,
                    "mask",
                    expected.area() + " pixels",
                    actual.area() + " pixels, " + off + " differ, allowed " + most);
        }
    }

    static Mask mask(JsonNode rle) {
        return Mask.fromCompressed(
                rle.path("size").path(1).asInt(),
                rle.path("size").path(0).asInt(),
                rle.path("counts").asText());
    }
}
