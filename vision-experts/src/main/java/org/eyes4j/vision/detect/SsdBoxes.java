package org.eyes4j.vision.detect;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.onnx.Tensor;

/**
 * A single-shot detector's decoded output as detections (Liu et al., "SSD", 2016): per anchor a box {@code y1, x1, y2, x2} of
 * the unit square and a score a label; suppression per label, then between labels where one box is called two things.
 *
 * @param scoreThreshold anchors below it are dropped
 * @param iouThreshold boxes of one label that overlap more are one thing
 * @param maxDetections most that are given
 * @param rivalIou boxes of two labels that overlap more are one thing seen as two
 * @param rivalMargin the weaker name of such a thing is dropped when it is weaker by more than this; close calls keep both
 */
record SsdBoxes(double scoreThreshold, double iouThreshold, int maxDetections, double rivalIou, double rivalMargin) {

    static SsdBoxes of(Parameters manifest, double scoreThreshold) {
        return new SsdBoxes(
                scoreThreshold,
                manifest.number("iou_threshold", 0.5),
                manifest.integer("max_detections", 100),
                manifest.number("rival_iou", 0.6),
                manifest.number("rival_margin", 0.2));
    }

    /**
     * Boxes of one look, in pixels of the picture, doubles included.
     *
     * @param scores {@code anchors × labels.size()}; NaN and infinity are refused
     * @param boxes {@code anchors × 4}
     * @param labels an empty one is a class the model never means
     * @param view the part of the picture that was looked at
     */
    List<Detection> read(Tensor scores, Tensor boxes, List<String> labels, BoundingBox view) {
        FloatBuffer corners = boxes.floats();
        List<Detection> found = new ArrayList<>();
        for (int at : scores.atLeast(scoreThreshold)) {
            String label = labels.get(at % labels.size());
            if (!label.isEmpty()) {
                BoundingBox box = box(corners, at / labels.size() * 4, view);
                if (box.area() > 0) {
                    found.add(Detection.of(label, Math.min(1, scores.floats().get(at)), box));
                }
            }
        }
        return found;
    }

    /** Doubles of one label suppressed, and of one thing called two names the clearly weaker. Best first. */
    List<Detection> single(List<Detection> found) {
        List<Detection> best = NonMaximumSuppression.perLabel(found, iouThreshold, maxDetections);
        List<Detection> single = new ArrayList<>();
        for (Detection one : best) {
            if (!hasBetterName(one, best)) {
                single.add(one);
            }
        }
        return single;
    }

    private boolean hasBetterName(Detection one, List<Detection> best) {
        for (Detection rival : best) {
            if (rival.score() > one.score() + rivalMargin
                    && !rival.label().equals(one.label())
                    && rival.box().iou(one.box()) > rivalIou) {
                return true;
            }
        }
        return false;
    }

    private static BoundingBox box(FloatBuffer boxes, int at, BoundingBox view) {
        double y1 = unit(boxes.get(at));
        double x1 = unit(boxes.get(at + 1));
        double y2 = unit(boxes.get(at + 2));
        double x2 = unit(boxes.get(at + 3));
        return new BoundingBox(
                view.x1() + Math.min(x1, x2) * view.width(),
                view.y1() + Math.min(y1, y2) * view.height(),
                view.x1() + Math.max(x1, x2) * view.width(),
                view.y1() + Math.max(y1, y2) * view.height());
    }

    /** The network overshoots the picture a little. */
    private static double unit(float v) {
        return Math.max(0, Math.min(1, v));
    }
}
