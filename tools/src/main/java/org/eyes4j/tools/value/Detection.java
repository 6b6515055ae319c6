package org.eyes4j.tools.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Polygon;
import org.jspecify.annotations.Nullable;

/**
 * One thing found in a picture, in pixels of the picture's frame.
 *
 * @param label what it is, in the model's own vocabulary
 * @param score 0–1
 * @param box around it, half-open xyxy
 * @param mask its pixels, of the frame's size, if known
 * @param keypoints its named points, if any
 * @param outline its outline where that says more than the box (a slanted line of text), if known
 * @param text what is written in it, if it was read
 * @param attributes anything else worth saying about it ({@code "emotion" → "happy"}), in order
 */
public record Detection(
        String label,
        double score,
        BoundingBox box,
        @Nullable Mask mask,
        List<Keypoint> keypoints,
        @Nullable Polygon outline,
        @Nullable String text,
        Map<String, String> attributes) {
    public Detection {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("The score of '" + label + "' must be 0–1, got " + score);
        }
        keypoints = List.copyOf(keypoints);
        attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public static Detection of(String label, double score, BoundingBox box) {
        return new Detection(label, score, box, null, List.of(), null, null, Map.of());
    }

    public Detection withLabel(String other) {
        return new Detection(other, score, box, mask, keypoints, outline, text, attributes);
    }

    public Detection withScore(double other) {
        return new Detection(label, other, box, mask, keypoints, outline, text, attributes);
    }

    public Detection withBox(BoundingBox other) {
        return new Detection(label, score, other, mask, keypoints, outline, text, attributes);
    }

    public Detection withMask(@Nullable Mask other) {
        return new Detection(label, score, box, other, keypoints, outline, text, attributes);
    }

    public Detection withKeypoints(List<Keypoint> other) {
        return new Detection(label, score, box, mask, other, outline, text, attributes);
    }

    public Detection withOutline(@Nullable Polygon other) {
        return new Detection(label, score, box, mask, keypoints, other, text, attributes);
    }

    public Detection withText(@Nullable String other) {
        return new Detection(label, score, box, mask, keypoints, outline, other, attributes);
    }

    public Detection withAttribute(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new Detection(label, score, box, mask, keypoints, outline, text, more);
    }
}
