package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.florence.FlorenceReply;
import org.eyes4j.vision.florence.FlorenceTask;
import org.eyes4j.vision.generate.UnusablePromptException;

/**
 * Florence-2 looks for words by writing where they are. It always writes something, and its score is how sure it was of its
 * text, one for all boxes of an answer: a threshold tells little.
 */
final class FlorenceWords implements WordDetector {
    private final Model model;
    private final FlorenceModels florence;

    FlorenceWords(Model model, FlorenceModels florence) {
        this.model = model;
        this.florence = florence;
    }

    @Override
    public double usualThreshold() {
        return 0;
    }

    @Override
    public List<String> unreadable(List<String> words, ToolContext context) {
        List<String> unreadable = new ArrayList<>();
        for (String word : words) {
            if (word.chars().noneMatch(Character::isLetterOrDigit)) {
                context.warn("'" + word + "' was not looked for: it has no letters");
                unreadable.add(word);
            }
        }
        return unreadable;
    }

    @Override
    public Optional<List<Detection>> everything(Raster picture, double threshold, Cancellation cancellation) {
        return Optional.of(
                florence.ask(model, picture, FlorenceTask.OD, cancellation).detections(picture, "thing").stream()
                        .filter(d -> d.score() >= threshold)
                        .toList());
    }

    @Override
    public List<Detection> detect(Raster picture, List<String> words, double threshold, Cancellation cancellation) {
        List<FlorenceReply> replies = florence.ask(
                model, picture, FlorenceTask.OPEN_VOCABULARY_DETECTION, words, florence.settings(model), cancellation);
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            for (Detection d : replies.get(i).detections(picture, words.get(i))) {
                if (d.score() >= threshold) {
                    found.add(d.withLabel(words.get(i)));
                }
            }
        }
        found.sort((a, b) -> Double.compare(b.score(), a.score()));
        return List.copyOf(found);
    }

    @Override
    public List<Detection> ground(Raster picture, Sentence sentence, ToolContext context) {
        List<Detection> written;
        try {
            written = florence.ask(
                            model,
                            picture,
                            FlorenceTask.CAPTION_TO_PHRASE_GROUNDING,
                            List.of(sentence.text()),
                            florence.settings(model),
                            context.cancellation())
                    .get(0)
                    .detections(picture, "");
        } catch (UnusablePromptException e) {
            context.warn("The sentence is longer than the model reads: its phrases were looked for one by one");
            written = detect(picture, sentence.phrases(), 0, context.cancellation());
        }
        List<Detection> grounded = new ArrayList<>();
        for (String phrase : sentence.phrases()) {
            written.stream()
                    .filter(d -> speakOfTheSame(d.label(), phrase))
                    .findFirst()
                    .ifPresent(d -> grounded.add(d.withLabel(phrase)));
        }
        return List.copyOf(grounded);
    }

    /** The model writes phrases as it cuts them itself, with or without articles. */
    private static boolean speakOfTheSame(String written, String phrase) {
        String a = written.strip().toLowerCase(Locale.ROOT);
        String b = phrase.strip().toLowerCase(Locale.ROOT);
        return !a.isEmpty()
                && (a.equals(b) || (" " + a + " ").contains(" " + b + " ") || (" " + b + " ").contains(" " + a + " "));
    }

    @Override
    public void close() {
        florence.close();
    }
}
