package org.eyes4j.vision.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.eyes4j.tools.geometry.Point;

/** One face from many sightings: those that overlap the best one are averaged into it by their scores, which steadies it. */
final class FaceBlend {
    private FaceBlend() {}

    /** Faces that overlap no more than this, best first; each has the score of its best sighting. */
    static List<Face> blend(List<Face> sightings, double iouThreshold) {
        List<Face> left = new ArrayList<>(sightings);
        left.sort(Comparator.comparingDouble(Face::score).reversed());
        List<Face> blended = new ArrayList<>();
        while (!left.isEmpty()) {
            Face best = left.get(0);
            List<Face> same = new ArrayList<>();
            List<Face> others = new ArrayList<>();
            for (Face face : left) {
                (face == best || face.box().iou(best.box()) > iouThreshold ? same : others).add(face);
            }
            blended.add(mean(same, best.score()));
            left = others;
        }
        return blended;
    }

    /** The best of those that overlap, as they are. */
    static List<Face> suppress(List<Face> faces, double iouThreshold) {
        List<Face> kept = new ArrayList<>();
        faces.stream()
                .sorted(Comparator.comparingDouble(Face::score).reversed())
                .filter(f -> kept.stream().noneMatch(k -> k.box().iou(f.box()) > iouThreshold))
                .forEach(kept::add);
        return kept;
    }

    private static Face mean(List<Face> same, double score) {
        List<Point> points = new ArrayList<>();
        for (int p = 0; p < same.get(0).points().size(); p++) {
            int index = p;
            points.add(new Point(
                    mean(same, f -> f.points().get(index).x()),
                    mean(same, f -> f.points().get(index).y())));
        }
        return new Face(
                score,
                new Point(
                        mean(same, f -> f.centre().x()),
                        mean(same, f -> f.centre().y())),
                mean(same, Face::side),
                points);
    }

    private static double mean(List<Face> faces, ToDoubleFunction<Face> of) {
        double sum = 0;
        double weights = 0;
        for (Face face : faces) {
            sum += face.score() * of.applyAsDouble(face);
            weights += face.score();
        }
        return sum / weights;
    }
}
