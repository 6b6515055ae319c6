package org.eyes4j.vision.sam;

import java.util.Comparator;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.jspecify.annotations.Nullable;

/**
 * Which of the decoder's masks is meant. The decoder's predicted IoU alone is a poor judge (it prefers a horse with the white
 * between its legs), so it is weighed with what can be seen: the stability of the mask (Kirillov et al., 2023), how well its
 * outline follows the picture's edges, and how well it agrees with the prompt. Pure and thread-safe.
 *
 * @param threshold from which logit on a cell belongs to the mask
 * @param offset by which the threshold is moved to measure stability
 */
record MaskRanking(double threshold, double offset) {

    static MaskRanking at(double threshold) {
        return new MaskRanking(threshold, 1);
    }

    /** The proposals as candidates, best first. */
    List<Candidate> rank(List<Proposal> proposals, ObjectPrompt prompt, Encoding encoding) {
        return proposals.stream()
                .map(p -> candidate(p, prompt, encoding))
                .sorted(Comparator.comparingDouble(Candidate::quality).reversed())
                .toList();
    }

    private Candidate candidate(Proposal proposal, ObjectPrompt prompt, Encoding encoding) {
        float[] logits = proposal.logits();
        Grid grid = encoding.grid();
        double iou = Math.max(0, Math.min(1, proposal.predictedIou()));
        double stability = stability(logits, grid);
        double quality = iou
                * Math.sqrt(stability * encoding.edges().under(logits, grid.side(), threshold))
                * boxAgreement(logits, prompt.bounds(), grid)
                * pointAgreement(logits, prompt.points(), grid)
                * maskAgreement(logits, prompt.mask(), grid);
        return new Candidate(logits, iou, stability, quality);
    }

    /** Cells above a raised threshold over cells above a lowered one. */
    double stability(float[] logits, Grid grid) {
        int core = 0;
        int all = 0;
        for (int y = 0; y < grid.rows(); y++) {
            for (int x = 0; x < grid.columns(); x++) {
                float logit = logits[y * grid.side() + x];
                core += logit > threshold + offset ? 1 : 0;
                all += logit > threshold - offset ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double) core / all;
    }

    private double boxAgreement(float[] logits, @Nullable BoundingBox box, Grid grid) {
        return box == null ? 1 : grid.toGrid().apply(box).iou(cells(logits, grid));
    }

    /** The box around the mask, in cells; empty where there is none. */
    BoundingBox cells(float[] logits, Grid grid) {
        return cells(logits, grid.side(), grid.columns(), grid.rows());
    }

    /** The same among the first columns and rows of a grid. */
    BoundingBox cells(float[] logits, int side, int columns, int rows) {
        int x1 = columns;
        int y1 = rows;
        int x2 = 0;
        int y2 = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                if (logits[y * side + x] > threshold) {
                    x1 = Math.min(x1, x);
                    x2 = Math.max(x2, x + 1);
                    y1 = Math.min(y1, y);
                    y2 = Math.max(y2, y + 1);
                }
            }
        }
        return x2 == 0 ? new BoundingBox(0, 0, 0, 0) : new BoundingBox(x1, y1, x2, y2);
    }

    /** The share of points on the right side of the outline. */
    private double pointAgreement(float[] logits, List<PointPrompt> points, Grid grid) {
        long right = points.stream()
                .filter(p -> logits[grid.cell(p.at())] > threshold == p.positive())
                .count();
        return points.isEmpty() ? 1 : (double) right / points.size();
    }

    /** The square root of the IoU with an earlier mask: it may be rough. */
    private double maskAgreement(float[] logits, @Nullable Mask mask, Grid grid) {
        if (mask == null) {
            return 1;
        }
        int both = 0;
        int either = 0;
        var toPicture = grid.toGrid().inverse();
        for (int y = 0; y < grid.rows(); y++) {
            for (int x = 0; x < grid.columns(); x++) {
                Point centre = toPicture.apply(new Point(x + 0.5, y + 0.5));
                boolean mine = logits[y * grid.side() + x] > threshold;
                boolean its = mask.at((int) centre.x(), (int) centre.y());
                both += mine && its ? 1 : 0;
                either += mine || its ? 1 : 0;
            }
        }
        return either == 0 ? 0 : Math.sqrt((double) both / either);
    }
}
