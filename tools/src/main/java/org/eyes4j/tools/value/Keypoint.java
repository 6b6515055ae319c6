package org.eyes4j.tools.value;

import java.util.List;

/**
 * A named place on a body, a hand, a face.
 *
 * @param name for example {@code left_wrist} (COCO's names for bodies)
 * @param x pixels of the frame it stands in
 * @param y pixels of the frame it stands in
 * @param score 0–1; how sure the model is that the point is seen there
 */
public record Keypoint(String name, double x, double y, double score) {
    /** Names of COCO's 17 key points of a body, by index. */
    public static final List<String> COCO_BODY = List.of(
            "nose",
            "left_eye",
            "right_eye",
            "left_ear",
            "right_ear",
            "left_shoulder",
            "right_shoulder",
            "left_elbow",
            "right_elbow",
            "left_wrist",
            "right_wrist",
            "left_hip",
            "right_hip",
            "left_knee",
            "right_knee",
            "left_ankle",
            "right_ankle");

    public Keypoint {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "Key point '" + name + "' needs finite numbers, got (" + x + ", " + y + "), score " + score);
        }
    }
}
