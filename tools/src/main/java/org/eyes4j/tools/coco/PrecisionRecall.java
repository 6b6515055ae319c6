package org.eyes4j.tools.coco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Precision at 101 levels of recall, and the recall reached, at each IoU threshold, over all images of a category.
 *
 * @param precision by threshold and level
 * @param recall by threshold
 */
record PrecisionRecall(double[][] precision, double[] recall) {
    static final int LEVELS = 101;
    /** numpy's spacing at 1: keeps the quotient finite before anything was found. */
    private static final double TINY = Math.ulp(1.0);

    /** Of images in the order of their ids; none where no object counts. */
    static Optional<PrecisionRecall> of(List<ImageMatches> images, int thresholds) {
        int positives = images.stream().mapToInt(ImageMatches::positives).sum();
        if (positives == 0) {
            return Optional.empty();
        }
        List<Found> found = new ArrayList<>();
        for (ImageMatches image : images) {
            for (int d = 0; d < image.scores().length; d++) {
                found.add(new Found(image, d));
            }
        }
        found.sort(Comparator.comparing(Found::score, ImageMatches.BEST_FIRST));
        double[][] precision = new double[thresholds][];
        double[] recall = new double[thresholds];
        for (int t = 0; t < thresholds; t++) {
            double[] reached = new double[found.size()];
            double[] precise = new double[found.size()];
            int right = 0;
            int wrong = 0;
            for (int i = 0; i < found.size(); i++) {
                Found one = found.get(i);
                if (!one.image.ignored()[t][one.detection]) {
                    if (one.image.matched()[t][one.detection]) {
                        right++;
                    } else {
                        wrong++;
                    }
                }
                reached[i] = right / (double) positives;
                precise[i] = right / (wrong + right + TINY);
            }
            precision[t] = atLevels(reached, precise);
            recall[t] = reached.length == 0 ? 0 : reached[reached.length - 1];
        }
        return Optional.of(new PrecisionRecall(precision, recall));
    }

    /** The best precision at each level of recall or above it; 0 for levels that were not reached. */
    private static double[] atLevels(double[] recall, double[] precision) {
        for (int i = precision.length - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        double[] levels = new double[LEVELS];
        int i = 0;
        for (int level = 0; level < LEVELS; level++) {
            double wanted = level == LEVELS - 1 ? 1 : level * 0.01;
            while (i < recall.length && recall[i] < wanted) {
                i++;
            }
            levels[level] = i < precision.length ? precision[i] : 0;
        }
        return levels;
    }

    double meanPrecision() {
        return Arrays.stream(precision)
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElse(-1);
    }

    double meanPrecision(int threshold) {
        return Arrays.stream(precision[threshold]).average().orElse(-1);
    }

    double meanRecall() {
        return Arrays.stream(recall).average().orElse(-1);
    }

    private record Found(ImageMatches image, int detection) {
        double score() {
            return image.scores()[detection];
        }
    }
}
