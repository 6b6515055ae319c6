package org.eyes4j.vision.detect;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.grid.GridDetector;

/** YOLO exports; what they give beside boxes, masks or key points, comes along. */
final class GridBoxes implements BoxDetector {
    private final GridDetector detector;

    GridBoxes(GridDetector detector) {
        this.detector = detector;
    }

    @Override
    public List<String> labels() {
        return detector.labels();
    }

    /** A mask costs as much as its box is large, and of what is faint there is much. */
    @Override
    public double least() {
        return detector.hasMasks() ? 0.2 : 0.05;
    }

    @Override
    public List<Detection> detect(Raster picture, double threshold, Cancellation cancellation) {
        return detector.detect(picture, threshold, cancellation).stream()
                .filter(d -> !d.label().isEmpty())
                .toList();
    }
}
