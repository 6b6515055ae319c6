package org.eyes4j.vision.grid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * From rows to things: each row is its best class, and of boxes of one class that overlap the best stays. As Ultralytics'
 * {@code non_max_suppression} does it, with one label a box. Stateless.
 */
final class Candidates {
    private static final int MOST_LOOKED_AT = 30_000;

    private Candidates() {}

    /** What scores more than the threshold, best first. */
    static List<Candidate> of(float[] values, GridLayout layout, int classes, double threshold) {
        List<Candidate> found = new ArrayList<>();
        for (int cell = 0; cell < layout.cells(); cell++) {
            Candidate candidate = layout.form() == GridLayout.Form.CHOSEN
                    ? chosen(values, layout, cell)
                    : scored(values, layout, classes, cell);
            if (candidate.score() > threshold && candidate.label() >= 0 && candidate.label() < classes) {
                found.add(candidate);
            }
        }
        found.sort(Comparator.comparingDouble(c -> -c.score()));
        return found.subList(0, Math.min(MOST_LOOKED_AT, found.size()));
    }

    /** Of boxes of one class that overlap by more than the threshold, the first. */
    static List<Candidate> suppress(List<Candidate> sorted, double iouThreshold, int most) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : sorted) {
            if (kept.size() >= most) {
                break;
            }
            if (kept.stream().noneMatch(k -> k.label() == candidate.label() && k.iou(candidate) > iouThreshold)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static Candidate scored(float[] values, GridLayout layout, int classes, int cell) {
        int best = 0;
        float score = layout.at(values, cell, layout.scores());
        for (int c = 1; c < classes; c++) {
            float other = layout.at(values, cell, layout.scores() + c);
            if (other > score) {
                score = other;
                best = c;
            }
        }
        if (layout.form() == GridLayout.Form.OBJECTNESS) {
            score *= layout.at(values, cell, 4);
        }
        float x = layout.at(values, cell, 0);
        float y = layout.at(values, cell, 1);
        float halfWidth = layout.at(values, cell, 2) / 2;
        float halfHeight = layout.at(values, cell, 3) / 2;
        return new Candidate(cell, best, score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }

    private static Candidate chosen(float[] values, GridLayout layout, int cell) {
        return new Candidate(
                cell,
                Math.round(layout.at(values, cell, 5)),
                layout.at(values, cell, 4),
                layout.at(values, cell, 0),
                layout.at(values, cell, 1),
                layout.at(values, cell, 2),
                layout.at(values, cell, 3));
    }
}
