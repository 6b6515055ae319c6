package org.eyes4j.tools.coco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which detections of one image (and category) found something, at each IoU threshold, for one range of areas. A detection takes, in the order of
 * scores, the free object it overlaps most; objects that count come before those that are ignored (crowds and areas out of range).
 *
 * @param scores of the detections, best first
 * @param matched by threshold and detection
 * @param ignored by threshold and detection: neither right nor wrong
 * @param positives the number of objects that count
 */
record ImageMatches(double[] scores, boolean[][] matched, boolean[][] ignored, int positives) {
    /** Stable, and unlike {@link Double#compare} with one zero, as numpy's sort is. */
    static final Comparator<Double> BEST_FIRST = (a, b) -> a > b ? -1 : a < b ? 1 : 0;

    /** Overlaps of detections (best first, at most the limit) with objects; computed once for all ranges of areas. */
    record Overlaps(List<CocoObject> detections, List<CocoObject> truth, double[][] iou) {
        static Overlaps of(List<CocoObject> found, List<CocoObject> truth, int limit, Measure measure) {
            List<CocoObject> best = new ArrayList<>(found);
            best.sort(Comparator.comparing(CocoObject::score, BEST_FIRST));
            best = best.subList(0, Math.min(limit, best.size()));
            return new Overlaps(best, truth, measure.iou(best, truth));
        }
    }

    /** Overlap of every detection with every object. */
    @FunctionalInterface
    interface Measure {
        double[][] iou(List<CocoObject> detections, List<CocoObject> truth);
    }

    static ImageMatches of(Overlaps overlaps, double[] thresholds, double minArea, double maxArea) {
        List<CocoObject> truth = overlaps.truth();
        List<CocoObject> detections = overlaps.detections();
        boolean[] ignoredTruth = new boolean[truth.size()];
        List<Integer> order = new ArrayList<>();
        for (int g = 0; g < truth.size(); g++) {
            double area = truth.get(g).area();
            ignoredTruth[g] = truth.get(g).crowd() || area < minArea || area > maxArea;
            order.add(g);
        }
        order.sort(Comparator.comparing(g -> ignoredTruth[g]));
        boolean[][] matched = new boolean[thresholds.length][detections.size()];
        boolean[][] ignored = new boolean[thresholds.length][detections.size()];
        for (int t = 0; t < thresholds.length; t++) {
            boolean[] taken = new boolean[truth.size()];
            for (int d = 0; d < detections.size(); d++) {
                int match = match(overlaps, order, ignoredTruth, taken, d, thresholds[t]);
                if (match >= 0) {
                    taken[match] = true;
                    matched[t][d] = true;
                    ignored[t][d] = ignoredTruth[match];
                } else {
                    double area = detections.get(d).area();
                    ignored[t][d] = area < minArea || area > maxArea;
                }
            }
        }
        int positives = 0;
        for (boolean ignore : ignoredTruth) {
            positives += ignore ? 0 : 1;
        }
        double[] scores = detections.stream().mapToDouble(CocoObject::score).toArray();
        return new ImageMatches(scores, matched, ignored, positives);
    }

    private static int match(
            Overlaps overlaps, List<Integer> order, boolean[] ignored, boolean[] taken, int d, double threshold) {
        double best = Math.min(threshold, 1 - 1e-10);
        int match = -1;
        for (int g : order) {
            if (taken[g] && !overlaps.truth().get(g).crowd()) {
                continue;
            }
            if (match >= 0 && !ignored[match] && ignored[g]) {
                break;
            }
            if (overlaps.iou()[d][g] >= best) {
                best = overlaps.iou()[d][g];
                match = g;
            }
        }
        return match;
    }

    /** Only the best detections; views are enough, since nothing writes. */
    ImageMatches best(int limit) {
        return scores.length <= limit
                ? this
                : new ImageMatches(Arrays.copyOf(scores, limit), matched, ignored, positives);
    }
}
