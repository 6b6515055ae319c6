package org.eyes4j.vision.pose;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;

/**
 * A person's joints, sure and unsure ones.
 *
 * @param points in the order of the model's names, each with its own score
 */
record Pose(List<Keypoint> points) {
    /** Fewer sure points than this are no person: a cat's eyes and nose make four. */
    private static final int LEAST_POINTS = 5;

    Pose {
        points = List.copyOf(points);
    }

    /**
     * Reads what MoveNet gives.
     *
     * @param numbers {@code y, x, score} of each point, in parts of the cut's side
     * @param size of the cut, in pixels
     */
    static Pose read(FloatBuffer numbers, List<String> names, int size, Affine toPicture) {
        if (numbers.remaining() != names.size() * 3) {
            throw new IllegalArgumentException(
                    "Expected 3 numbers for each of " + names.size() + " points, got " + numbers.remaining());
        }
        List<Keypoint> points = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Point p = toPicture.apply(new Point(numbers.get(3 * i + 1) * size, numbers.get(3 * i) * size));
            points.add(new Keypoint(names.get(i), p.x(), p.y(), Math.max(0, Math.min(1, numbers.get(3 * i + 2)))));
        }
        return new Pose(points);
    }

    /** Around the sure points; none where there are too few for a person. */
    Optional<BoundingBox> box(double threshold) {
        List<Point> sure = points.stream()
                .filter(k -> k.score() >= threshold)
                .map(k -> new Point(k.x(), k.y()))
                .toList();
        return sure.size() < LEAST_POINTS ? Optional.empty() : Optional.of(BoundingBox.around(sure));
    }

    /** A person with all the points, scored by the mean of the sure ones; none where there are too few of those. */
    Optional<Detection> person(double threshold, int width, int height) {
        double score = points.stream()
                .mapToDouble(Keypoint::score)
                .filter(s -> s >= threshold)
                .average()
                .orElse(0);
        return box(threshold)
                .map(box ->
                        Detection.of("person", score, box.clip(width, height)).withKeypoints(points));
    }
}
