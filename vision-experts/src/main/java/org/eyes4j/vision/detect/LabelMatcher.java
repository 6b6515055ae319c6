package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eyes4j.tools.value.Value;

/**
 * Finds the labels of a closed vocabulary that stand for a person's words: the label itself, a word of the tables, the head of
 * a phrase ("red coffee cup"), else the nearest label by meaning, if it is near enough. Thread-safe.
 */
public final class LabelMatcher {
    /** Cosine of sentence vectors above which a word and a label are taken to mean the same thing. */
    private static final double NEAR = 0.72;

    private final List<String> vocabulary;
    private final Lexicon lexicon = Lexicon.read();

    /** A matcher for a vocabulary; empty labels are passed over. */
    public LabelMatcher(Collection<String> vocabulary) {
        this.vocabulary =
                vocabulary.stream().filter(l -> !l.isEmpty()).distinct().toList();
    }

    /**
     * What words came to.
     *
     * @param matched word → labels
     * @param unknown words that no label stands for
     * @param byMeaning words that were matched by meaning alone, with how near (0–1)
     */
    public record Match(Map<String, List<String>> matched, List<String> unknown, Map<String, Double> byMeaning) {}

    /**
     * Matches words.
     *
     * @param embed turns texts into vectors, or gives nothing where no model can; asked only for words that the tables do not
     *     know
     */
    public Match match(Collection<String> words, Function<List<String>, Optional<List<Value.Embedding>>> embed) {
        Map<String, List<String>> matched = new LinkedHashMap<>();
        Map<String, Double> byMeaning = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        for (String word : new java.util.LinkedHashSet<>(words)) {
            Set<String> labels = byWords(word);
            if (labels.isEmpty()) {
                open.add(word);
            } else {
                matched.put(word, List.copyOf(labels));
            }
        }
        List<String> unknown = new ArrayList<>();
        Map<String, Map.Entry<String, Double>> near = open.isEmpty() ? Map.of() : nearest(open, embed);
        for (String word : open) {
            Map.Entry<String, Double> label = near.get(word);
            if (label == null) {
                unknown.add(word);
            } else {
                matched.put(word, List.of(label.getKey()));
                byMeaning.put(word, label.getValue());
            }
        }
        return new Match(matched, unknown, byMeaning);
    }

    /** The whole phrase, else its longest ending that the tables know: the head of an English noun phrase stands last. */
    private Set<String> byWords(String phrase) {
        String[] words = phrase.strip().split("\\s+");
        for (int from = 0; from < words.length; from++) {
            Set<String> labels = lexicon.labelsOf(
                    String.join(" ", java.util.Arrays.asList(words).subList(from, words.length)), vocabulary);
            if (!labels.isEmpty()) {
                return labels;
            }
        }
        return Set.of();
    }

    private Map<String, Map.Entry<String, Double>> nearest(
            List<String> words, Function<List<String>, Optional<List<Value.Embedding>>> embed) {
        List<String> texts = new ArrayList<>(words);
        texts.addAll(vocabulary);
        Optional<List<Value.Embedding>> vectors = embed.apply(texts);
        Map<String, Map.Entry<String, Double>> nearest = new LinkedHashMap<>();
        if (vectors.isEmpty()) {
            return nearest;
        }
        for (int w = 0; w < words.size(); w++) {
            String best = "";
            double similarity = NEAR;
            for (int l = 0; l < vocabulary.size(); l++) {
                double s = vectors.get().get(w).similarity(vectors.get().get(words.size() + l));
                if (s > similarity) {
                    similarity = s;
                    best = vocabulary.get(l);
                }
            }
            if (!best.isEmpty()) {
                nearest.put(words.get(w), Map.entry(best, similarity));
            }
        }
        return nearest;
    }
}
