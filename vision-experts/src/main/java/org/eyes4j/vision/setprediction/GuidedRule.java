package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The boxes that answer an example picture: suppressed where they overlap a better one, and measured against the best. As the
 * reference does it for OWL-ViT's one-shot detection (Minderer et al., 2022, section 4.4).
 */
final class GuidedRule {
    private static final double WEAKEST = 0.1;

    private GuidedRule() {}

    static List<GuidedBox> read(
            List<FoundBox> found, CentreBoxes boxes, int picture, double threshold, double iouThreshold) {
        double[] scores = found.stream().mapToDouble(FoundBox::score).toArray();
        if (iouThreshold < 1) {
            suppress(scores, boxes, picture, iouThreshold);
        }
        double best = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i] < threshold ? 0 : scores[i];
            best = Math.max(best, scores[i]);
        }
        best += 1e-6;
        List<GuidedBox> kept = new ArrayList<>();
        for (FoundBox box : found) {
            double score = scores[box.query()];
            double strength = Math.min(1, (score - best * WEAKEST) / (best * (1 - WEAKEST)));
            if (strength > 0) {
                kept.add(new GuidedBox(box.query(), score, strength, box.box()));
            }
        }
        return kept;
    }

    private static void suppress(double[] scores, CentreBoxes boxes, int picture, double iouThreshold) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .toList();
        for (int i : order) {
            if (scores[i] == 0) {
                continue;
            }
            float[] own = boxes.corners(picture, i);
            for (int other = 0; other < scores.length; other++) {
                if (other != i && Overlap.of(own, boxes.corners(picture, other)).iou() > iouThreshold) {
                    scores[other] = 0;
                }
            }
        }
    }
}
