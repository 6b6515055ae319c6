package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.value.Keypoint;

/** Key points of bodies that hold themselves in known ways, for tests. */
final class Bodies {
    private Bodies() {}

    /** Upright, legs straight: as seen from the front, shoulders 100 pixels above the hips. */
    static List<Keypoint> standing(double x, double y) {
        return body(x, y, new double[] {0, 0, 0, 100, 0, 185, 0, 270}, 0.9);
    }

    /** Seen from the side on a chair: thighs flat, shins down. */
    static List<Keypoint> sitting(double x, double y) {
        return body(x, y, new double[] {0, 0, 0, 100, 80, 110, 80, 190}, 0.9);
    }

    /** On the back. */
    static List<Keypoint> lying(double x, double y) {
        return body(x, y, new double[] {0, 0, 100, 5, 185, 8, 270, 10}, 0.9);
    }

    /** From the chest up. */
    static List<Keypoint> portrait(double x, double y) {
        List<Keypoint> points = new ArrayList<>(standing(x, y).subList(0, 2));
        standing(x, y).stream()
                .skip(2)
                .map(k -> new Keypoint(k.name(), k.x(), k.y(), 0.1))
                .forEach(points::add);
        return points;
    }

    /** @param at x and y of shoulders, hips, knees and ankles, from a point of the picture */
    static List<Keypoint> body(double x, double y, double[] at, double score) {
        List<Keypoint> points = new ArrayList<>();
        List<String> joints = List.of("shoulder", "hip", "knee", "ankle");
        for (int i = 0; i < joints.size(); i++) {
            points.add(new Keypoint("left_" + joints.get(i), x + at[2 * i] + 15, y + at[2 * i + 1], score));
            points.add(new Keypoint("right_" + joints.get(i), x + at[2 * i] - 15, y + at[2 * i + 1], score));
        }
        return points;
    }
}
