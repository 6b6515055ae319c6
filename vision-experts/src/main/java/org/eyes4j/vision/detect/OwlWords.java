package org.eyes4j.vision.detect;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.setprediction.OwlDetector;

/** OWL-ViT and OWLv2. */
final class OwlWords implements WordDetector {
    private static final int MOST = 300;

    private final OwlDetector detector;
    private final double sameThing;

    /** @param sameThing boxes of one word that overlap more are one thing: neighbouring patches see it together */
    OwlWords(OwlDetector detector, double sameThing) {
        this.detector = detector;
        this.sameThing = sameThing;
    }

    @Override
    public double usualThreshold() {
        return 0.1;
    }

    @Override
    public List<Detection> detect(Raster picture, List<String> words, double threshold, Cancellation cancellation) {
        List<Detection> found = detector.detect(picture, words, threshold, cancellation).stream()
                .map(box -> SetPredictionBoxes.within(box, words.get(box.label()), picture))
                .filter(d -> d.box().area() > 0)
                .toList();
        return NonMaximumSuppression.perLabel(found, sameThing, MOST);
    }

    @Override
    public List<Detection> ground(Raster picture, Sentence sentence, ToolContext context) {
        List<String> phrases = sentence.phrases();
        unreadable(phrases, context);
        return detector.bestOfEach(picture, phrases, context.cancellation()).stream()
                .map(box -> SetPredictionBoxes.within(box, phrases.get(box.label()), picture))
                .filter(d -> d.box().area() > 0)
                .toList();
    }

    @Override
    public List<String> unreadable(List<String> words, ToolContext context) {
        words.stream()
                .filter(detector::isCut)
                .forEach(word -> context.warn("'" + word + "' is longer than the model reads; its end was left out"));
        return List.of();
    }

    @Override
    public void close() {
        detector.close();
    }
}
