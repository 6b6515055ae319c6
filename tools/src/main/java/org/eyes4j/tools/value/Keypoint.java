package org.eyes4j.tools.value;

/**
 * A named place on a body, a hand, a face.
 *
 * @param name for example {@code left_wrist} (COCO's names for bodies)
 * @param x pixels of the frame it stands in
 * @param y pixels of the frame it stands in
 * @param score 0–1; how sure the model is that the point is seen there
 */
public record Keypoint(String name, double x, double y, double score) {
    public Keypoint {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "Key point '" + name + "' needs finite numbers, got (" + x + ", " + y + "), score " + score);
        }
    }
}
