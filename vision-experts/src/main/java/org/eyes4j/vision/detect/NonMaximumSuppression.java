package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eyes4j.tools.value.Detection;

/** Of boxes that overlap and mean the same, the best stays (greedy, by descending score). */
public final class NonMaximumSuppression {
    private NonMaximumSuppression() {}

    /** Compares only boxes of one label; ties keep their order. The result is sorted by descending score. */
    public static List<Detection> perLabel(List<Detection> found, double iouThreshold, int most) {
        return suppress(found, iouThreshold, most, false);
    }

    /** Compares all boxes, whatever their label. */
    public static List<Detection> acrossLabels(List<Detection> found, double iouThreshold, int most) {
        return suppress(found, iouThreshold, most, true);
    }

    private static List<Detection> suppress(List<Detection> found, double iouThreshold, int most, boolean across) {
        List<Detection> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
        List<Detection> kept = new ArrayList<>();
        for (Detection candidate : sorted) {
            if (kept.size() >= most) {
                break;
            }
            if (!isDouble(candidate, kept, iouThreshold, across)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static boolean isDouble(Detection candidate, List<Detection> kept, double iouThreshold, boolean across) {
        for (Detection better : kept) {
            if ((across || better.label().equals(candidate.label()))
                    && better.box().iou(candidate.box()) > iouThreshold) {
                return true;
            }
        }
        return false;
    }
}
