package org.eyes4j.tools.coco;

import org.jspecify.annotations.Nullable;

/**
 * One annotation of a truth file or one entry of a results file.
 *
 * @param image id of the image
 * @param category id of the category
 * @param box around it
 * @param area in pixels, by which objects are called small (below 32²), medium or large (from 96²)
 * @param crowd whether it stands for many objects; detections on it are neither right nor wrong
 * @param score of a detection; 1 for the truth
 * @param segmentation its pixels, if the file tells them
 */
public record CocoObject(
        long image,
        long category,
        CocoBox box,
        double area,
        boolean crowd,
        double score,
        @Nullable Segmentation segmentation) {
    public CocoObject {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("A score is a finite number, got " + score);
        }
        if (!(area >= 0)) {
            throw new IllegalArgumentException("An area is at least 0, got " + area);
        }
    }

    CocoObject withArea(double other) {
        return new CocoObject(image, category, box, other, crowd, score, segmentation);
    }
}
