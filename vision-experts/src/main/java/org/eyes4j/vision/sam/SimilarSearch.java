package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.jspecify.annotations.Nullable;

/**
 * The search of one picture for the like of one example. At each place that the maps propose a point is prompted; at the most
 * promising ones also boxes of the example's proportions, since a point does not say whether a cup or its saucer is meant;
 * and the best mask is prompted again with its own box as long as that makes it more like the example.
 */
final class SimilarSearch {
    /** Below this a mask is no object to compare. */
    private static final double LEAST_STABILITY = 0.6;

    /** From which share of the smaller one on two findings show one place. */
    private static final double SAME = 0.5;

    /** Places at which boxes are tried. */
    private static final int BOXED = 6;

    /** Sizes of boxes, in times of the example's; sizes are shares of the picture's longest side. */
    private static final double[] SIZES = {0.35, 0.5, 0.7, 1, 1.4};

    private static final int REFINEMENTS = 2;

    /** A mask with what it is like. */
    record Finding(Candidate candidate, ObjectPrompt prompt, Likeness likeness, BoundingBox box, String label) {
        double probability() {
            return likeness.probability();
        }
    }

    private final Segmenter segmenter;
    private final Looks looks;
    private final Exemplar exemplar;
    private final String label;
    private final @Nullable Mask itself;
    private final Cancellation cancellation;

    /** @param itself the example, where it lies in the picture to search: what overlaps it is not found */
    SimilarSearch(
            Segmenter segmenter,
            Looks looks,
            Exemplar exemplar,
            String label,
            @Nullable Mask itself,
            Cancellation cancellation) {
        this.segmenter = segmenter;
        this.looks = looks;
        this.exemplar = exemplar;
        this.label = label;
        this.itself = itself;
        this.cancellation = cancellation;
    }

    /** The best mask at each place, whatever it is worth, best first; of those that show one place only the best. */
    List<Finding> run(int places) {
        List<Point> points = looks.places(exemplar, places);
        List<Finding> found = new ArrayList<>();
        for (Point place : points) {
            best(ObjectPrompt.of(new PointPrompt(place, true))).ifPresent(found::add);
        }
        for (Point place : points.subList(0, Math.min(BOXED, points.size()))) {
            for (double size : SIZES) {
                box(place, size).flatMap(b -> best(ObjectPrompt.of(b))).ifPresent(found::add);
            }
        }
        List<Finding> distinct = distinct(found);
        distinct.replaceAll(this::refined);
        return distinct(distinct);
    }

    /** The best of those that show one place, best first. */
    static List<Finding> distinct(List<Finding> found) {
        List<Finding> kept = new ArrayList<>();
        found.stream()
                .sorted(Comparator.comparingDouble(Finding::probability).reversed())
                .filter(f -> kept.stream().noneMatch(k -> overlap(k.box(), f.box()) > SAME))
                .forEach(kept::add);
        return kept;
    }

    private static double overlap(BoundingBox a, BoundingBox b) {
        double smaller = Math.min(a.area(), b.area());
        return smaller == 0 ? 0 : a.intersectionArea(b) / smaller;
    }

    private Finding refined(Finding first) {
        Finding best = first;
        for (int i = 0; i < REFINEMENTS && first.probability() > 0.01 && best.box().area() > 0; i++) {
            Optional<Finding> next = best(ObjectPrompt.of(best.box()));
            if (next.isEmpty() || next.get().probability() <= best.probability()) {
                break;
            }
            best = next.get();
        }
        return best;
    }

    /** A box around a place, clipped to the picture; none where that is nothing. */
    private Optional<BoundingBox> box(Point centre, double size) {
        Grid grid = segmenter.encoding().grid();
        double longest = Math.max(grid.width(), grid.height());
        double w = exemplar.width() * size * longest / 2;
        double h = exemplar.height() * size * longest / 2;
        BoundingBox box = new BoundingBox(centre.x() - w, centre.y() - h, centre.x() + w, centre.y() + h)
                .clip(grid.width(), grid.height());
        return box.area() > 0 ? Optional.of(box) : Optional.empty();
    }

    private Optional<Finding> best(ObjectPrompt prompt) {
        return segmenter.candidates(prompt, cancellation).stream()
                .filter(c -> c.stability() >= LEAST_STABILITY && c.quality() > 0)
                .filter(c -> !isItself(c))
                .map(c -> new Finding(
                        c, prompt, looks.likeness(exemplar, segmenter.onGrid(c)), segmenter.box(c), label))
                .max(Comparator.comparingDouble(Finding::probability));
    }

    private boolean isItself(Candidate candidate) {
        if (itself == null || itself.isEmpty()) {
            return false;
        }
        Mask mask = segmenter.mask(candidate);
        return mask.intersectionArea(itself) > SAME * Math.min(mask.area(), itself.area());
    }
}
