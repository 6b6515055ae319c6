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
 * promising ones, unless one is found already, also boxes of the example's proportions, since a point does not say whether a
 * cup or its saucer is meant; and masks that are nearly alike are prompted again with boxes near their own as long as that
 * makes them more like the example.
 */
final class SimilarSearch {
    /** Below this a mask is no object to compare. */
    private static final double LEAST_STABILITY = 0.6;

    /** From which share of the smaller one on two findings show one place. */
    private static final double SAME = 0.5;

    /** Places at which boxes are tried. */
    private static final int BOXED = 4;

    /** Sizes of boxes, in times of the example's; sizes are shares of the picture's longest side. */
    private static final double[] SIZES = {0.4, 0.6, 0.9, 1.3};

    /** Findings that are refined, rounds of it, from which probability on it is not worth it, and when only a little. */
    private static final int REFINED = 2;

    private static final int ROUNDS = 3;
    private static final double HOPELESS = 0.005;
    private static final double CERTAIN = 0.95;

    /** A mask with what it is like. */
    record Finding(Candidate candidate, ObjectPrompt prompt, Likeness likeness, BoundingBox box, String label) {
        double probability() {
            return prompt.box() == null ? likeness.probability() : likeness.probabilityAfterTries();
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
        boolean sure = found.stream().anyMatch(f -> f.probability() > CERTAIN);
        for (Point place : points.subList(0, sure ? 0 : Math.min(BOXED, points.size()))) {
            for (double size : SIZES) {
                box(place, size).flatMap(b -> best(ObjectPrompt.of(b))).ifPresent(found::add);
            }
        }
        List<Finding> distinct = distinct(found);
        List<Finding> refined = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i++) {
            Finding finding = distinct.get(i);
            boolean worth = i < REFINED && finding.probability() > HOPELESS && finding.probability() < CERTAIN;
            refined.add(worth ? refined(finding) : finding);
        }
        return distinct(refined);
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

    /** The best mask that boxes near a finding's give, step by step as long as they make it more like the example. */
    private Finding refined(Finding first) {
        Finding best = first;
        for (int round = 0; round < ROUNDS; round++) {
            Finding before = best;
            for (BoundingBox box : near(before.box())) {
                Optional<Finding> next = box(box).flatMap(b -> best(ObjectPrompt.of(b)));
                if (next.isPresent() && next.get().probability() > best.probability()) {
                    best = next.get();
                }
            }
            if (best == before) {
                break;
            }
        }
        return best;
    }

    /** The box itself, a larger one, and smaller ones at its centre and corners. */
    private static List<BoundingBox> near(BoundingBox box) {
        double w = box.width() / 4;
        double h = box.height() / 4;
        return List.of(
                box,
                new BoundingBox(box.x1() - w / 2, box.y1() - h / 2, box.x2() + w / 2, box.y2() + h / 2),
                new BoundingBox(box.x1() + w / 2, box.y1() + h / 2, box.x2() - w / 2, box.y2() - h / 2),
                new BoundingBox(box.x1(), box.y1(), box.x2() - w, box.y2() - h),
                new BoundingBox(box.x1() + w, box.y1(), box.x2(), box.y2() - h),
                new BoundingBox(box.x1(), box.y1() + h, box.x2() - w, box.y2()),
                new BoundingBox(box.x1() + w, box.y1() + h, box.x2(), box.y2()));
    }

    /** A box of the example's proportions around a place. */
    private Optional<BoundingBox> box(Point centre, double size) {
        Grid grid = segmenter.encoding().grid();
        double longest = Math.max(grid.width(), grid.height());
        double w = exemplar.width() * size * longest / 2;
        double h = exemplar.height() * size * longest / 2;
        return box(new BoundingBox(centre.x() - w, centre.y() - h, centre.x() + w, centre.y() + h));
    }

    /** A box clipped to the picture; none where that is nothing. */
    private Optional<BoundingBox> box(BoundingBox box) {
        Grid grid = segmenter.encoding().grid();
        BoundingBox clipped = box.clip(grid.width(), grid.height());
        return clipped.area() > 0 ? Optional.of(clipped) : Optional.empty();
    }

    private Optional<Finding> best(ObjectPrompt prompt) {
        return segmenter.candidates(prompt, cancellation).stream()
                .filter(c -> c.stability() >= LEAST_STABILITY && c.quality() > 0)
                .filter(c -> !isItself(c))
                .map(c ->
                        new Finding(c, prompt, looks.likeness(exemplar, segmenter.onGrid(c)), segmenter.box(c), label))
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
