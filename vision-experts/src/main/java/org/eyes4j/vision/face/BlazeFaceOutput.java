package org.eyes4j.vision.face;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.geometry.Point;

/**
 * What BlazeFace's numbers mean (Bazarevsky et al., "BlazeFace", 2019): on grids of anchors a raw score and, relative to the
 * anchor's place, a box and points, all in pixels of the input.
 *
 * @param size width and height of the input
 * @param strides pixels between anchors, one for each pair of outputs
 * @param anchorsPerCell how many anchors share a place, one for each pair of outputs
 * @param points points of a face
 */
record BlazeFaceOutput(int size, List<Integer> strides, List<Integer> anchorsPerCell, int points) {
    /** Raw scores beyond it are as sure as can be; exp would overflow. */
    private static final double MOST = 100;

    static BlazeFaceOutput of(int size, Parameters postprocess) {
        return new BlazeFaceOutput(
                size,
                postprocess.numbers("strides").stream().map(Double::intValue).toList(),
                postprocess.numbers("anchors_per_cell").stream()
                        .map(Double::intValue)
                        .toList(),
                postprocess.texts("keypoints").size());
    }

    /**
     * Faces of one grid, in pixels of the input, unsorted.
     *
     * @param grid which pair of outputs
     * @param scores raw, one an anchor
     * @param boxes {@code dx, dy, width, height} and {@code dx, dy} of each point, for each anchor
     */
    List<Face> read(int grid, FloatBuffer scores, FloatBuffer boxes, double threshold) {
        int stride = strides.get(grid);
        int perCell = anchorsPerCell.get(grid);
        int cells = size / stride;
        int numbers = 4 + 2 * points;
        if (scores.remaining() != cells * cells * perCell || boxes.remaining() != scores.remaining() * numbers) {
            throw new IllegalArgumentException("Expected " + cells * cells * perCell + " scores and " + numbers
                    + " numbers for each, got " + scores.remaining() + " and " + boxes.remaining());
        }
        // A little less, for rounding: most are far below it, and their sigmoid need not be known.
        double least = Math.log(threshold / (1 - threshold)) - 1e-6;
        float[] raw = new float[scores.remaining()];
        scores.get(0, raw);
        List<Face> faces = new ArrayList<>();
        for (int anchor = 0; anchor < raw.length; anchor++) {
            if (raw[anchor] < least) {
                continue;
            }
            double score = sigmoid(raw[anchor]);
            double side = Math.max(boxes.get(anchor * numbers + 2), boxes.get(anchor * numbers + 3));
            if (score >= threshold && side > 0) {
                int cell = anchor / perCell;
                double x = stride * (cell % cells + 0.5);
                double y = stride * (cell / cells + 0.5);
                int at = anchor * numbers;
                List<Point> found = new ArrayList<>();
                for (int p = 0; p < points; p++) {
                    found.add(new Point(x + boxes.get(at + 4 + 2 * p), y + boxes.get(at + 5 + 2 * p)));
                }
                faces.add(new Face(score, new Point(x + boxes.get(at), y + boxes.get(at + 1)), side, found));
            }
        }
        return faces;
    }

    private static double sigmoid(double raw) {
        return 1 / (1 + Math.exp(-Math.max(-MOST, Math.min(MOST, raw))));
    }
}
