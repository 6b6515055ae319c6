package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.grid.WordGrid;
import org.eyes4j.vision.grid.WordVectors;

/** YOLO-World exports that take their vocabulary at run time. */
final class GridWords implements WordDetector {
    private final Model model;
    private final WordGrid detector;
    private final WordVectors vectors;

    GridWords(Model model, WordGrid detector, WordVectors vectors) {
        this.model = model;
        this.detector = detector;
        this.vectors = vectors;
    }

    @Override
    public double usualThreshold() {
        return 0.05;
    }

    @Override
    public List<String> unreadable(List<String> words, ToolContext context) {
        words.stream()
                .filter(word -> vectors.isCut(model, word))
                .forEach(word -> context.warn("'" + word + "' is longer than the model reads; its end was left out"));
        return List.of();
    }

    @Override
    public List<Detection> detect(Raster picture, List<String> words, double threshold, Cancellation cancellation) {
        return detector.detect(picture, words, vectors.of(model, words, cancellation), threshold, cancellation);
    }

    @Override
    public List<Detection> ground(Raster picture, Sentence sentence, ToolContext context) {
        List<String> phrases = sentence.phrases();
        unreadable(phrases, context);
        List<Detection> best = new ArrayList<>();
        for (String phrase : phrases) {
            detect(picture, List.of(phrase), 0, context.cancellation()).stream()
                    .findFirst()
                    .ifPresent(best::add);
        }
        return best;
    }

    /** The vectors are shared with other models, and closed by who made them. */
    @Override
    public void close() {}
}
