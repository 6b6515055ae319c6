package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.setprediction.Caption;
import org.eyes4j.vision.setprediction.FoundBox;
import org.eyes4j.vision.setprediction.GroundingDino;

/** Grounding DINO. Many words take several captions, and so several looks at one prepared picture. */
final class DinoWords implements WordDetector {
    private static final int MOST = 300;

    private final GroundingDino detector;
    private final double sameThing;

    /** @param sameThing boxes that overlap more are one thing, which two captions may both have found */
    DinoWords(GroundingDino detector, double sameThing) {
        this.detector = detector;
        this.sameThing = sameThing;
    }

    @Override
    public double usualThreshold() {
        return 0.3;
    }

    @Override
    public List<String> unreadable(List<String> words, ToolContext context) {
        List<String> unreadable = new ArrayList<>();
        for (String word : words) {
            String clean = clean(word);
            if (clean.isEmpty() || length(clean) > detector.longestCaption()) {
                context.warn("'" + word + "' was not looked for: it has "
                        + (clean.isEmpty() ? "no letters" : "more tokens than the model reads"));
                unreadable.add(word);
            }
        }
        return unreadable;
    }

    @Override
    public List<Detection> detect(Raster picture, List<String> words, double threshold, Cancellation cancellation) {
        List<String> captions = words.stream().map(DinoWords::clean).toList();
        List<Detection> found = detector.detect(picture, captions, threshold, cancellation).stream()
                .map(box -> SetPredictionBoxes.within(box, words.get(box.label()), picture))
                .filter(d -> d.box().area() > 0)
                .toList();
        return NonMaximumSuppression.acrossLabels(found, sameThing, MOST);
    }

    @Override
    public List<Detection> ground(Raster picture, Sentence sentence, ToolContext context) {
        String text = sentence.text().toLowerCase(Locale.ROOT);
        List<FoundBox> boxes;
        if (text.length() == sentence.text().length() && length(text) <= detector.longestCaption()) {
            boxes = detector.ground(picture, text, sentence.spans(), context.cancellation());
        } else {
            context.warn("The sentence is longer than the model reads: its phrases were looked for one by one");
            boxes = oneByOne(picture, sentence, context);
        }
        return boxes.stream()
                .map(box -> SetPredictionBoxes.within(box, sentence.phrase(box.label()), picture))
                .filter(d -> d.box().area() > 0)
                .toList();
    }

    private List<FoundBox> oneByOne(Raster picture, Sentence sentence, ToolContext context) {
        List<FoundBox> boxes = new ArrayList<>();
        for (int i = 0; i < sentence.spans().size(); i++) {
            String phrase = clean(sentence.phrase(i));
            if (!phrase.isEmpty() && length(phrase) <= detector.longestCaption()) {
                int index = i;
                detector.ground(picture, phrase, List.of(new int[] {0, phrase.length()}), context.cancellation())
                        .forEach(b -> boxes.add(new FoundBox(b.query(), index, b.score(), b.box())));
            }
        }
        return boxes;
    }

    private int length(String text) {
        return detector.tokens(Caption.whole(text.endsWith(".") ? text : text + "."))
                .length();
    }

    /** Full stops end a phrase in a caption, so a phrase has none. */
    private static String clean(String word) {
        String clean = word.replace('.', ' ').strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return clean.codePoints().anyMatch(Character::isLetterOrDigit) ? clean : "";
    }

    @Override
    public void close() {
        detector.close();
    }
}
