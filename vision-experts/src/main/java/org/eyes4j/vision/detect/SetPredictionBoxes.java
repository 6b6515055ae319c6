package org.eyes4j.vision.detect;

import java.util.Comparator;
import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.setprediction.FoundBox;
import org.eyes4j.vision.setprediction.SetPredictionDetector;

/** DETR and its kin: one box a thing by training, so nothing is suppressed. */
final class SetPredictionBoxes implements BoxDetector {
    private final SetPredictionDetector detector;

    SetPredictionBoxes(SetPredictionDetector detector) {
        this.detector = detector;
    }

    @Override
    public List<String> labels() {
        return detector.labels();
    }

    @Override
    public List<Detection> detect(Raster picture, double threshold, Cancellation cancellation) {
        return detector.detect(List.of(picture), threshold, cancellation).get(0).stream()
                .filter(box -> box.label() < labels().size()
                        && !labels().get(box.label()).isEmpty())
                .map(box -> within(box, labels().get(box.label()), picture))
                .filter(d -> d.box().area() > 0)
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .toList();
    }

    /** A box as a detection, cut to the picture. */
    static Detection within(FoundBox box, String label, Raster picture) {
        return Detection.of(
                label, Math.min(1, Math.max(0, box.score())), box.box().clip(picture.width(), picture.height()));
    }
}
