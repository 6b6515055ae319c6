package org.eyes4j.agent.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eyes4j.tools.value.Region;

/**
 * A noun of a question and the labels it may stand for.
 *
 * @param word English, singular, lower case; empty where "one" stands for it
 */
record Noun(String word) {
    static final Noun ANY = new Noun("");

    private static final Map<String, Set<String>> WIDER = Map.of(
            "person",
            Set.of(
                    "man",
                    "woman",
                    "boy",
                    "girl",
                    "child",
                    "kid",
                    "guy",
                    "lady",
                    "gentleman",
                    "adult",
                    "baby",
                    "human",
                    "player",
                    "rider",
                    "pedestrian",
                    "worker",
                    "someone",
                    "somebody"),
            "text",
            Set.of("sign", "notice", "board", "lettering", "writing", "line", "word", "inscription", "plaque", "label"),
            "face",
            Set.of("head"));
    private static final Map<String, List<String>> KINDS = Map.of(
            "animal",
            List.of("bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe"),
            "vehicle",
            List.of("bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat"),
            "fruit",
            List.of("banana", "apple", "orange"));

    /** Nouns that stand for any thing. */
    static final Set<String> THINGS = Set.of("thing", "object", "item", "one", "region");

    /** Whether a thing may be called so. */
    boolean names(Region region, Map<String, Set<String>> words) {
        String label = region.label().toLowerCase(Locale.ROOT);
        return word.isEmpty()
                || THINGS.contains(word)
                || label.equals(word)
                || WIDER.getOrDefault(label, Set.of()).contains(word)
                || KINDS.getOrDefault(word, List.of()).contains(label)
                || words.getOrDefault(label, Set.of()).contains(word);
    }

    /** Whether any label could be meant by it: it is not one of a sort of things nobody saw. */
    boolean isAny() {
        return word.isEmpty() || THINGS.contains(word);
    }

    /** Other words for what has a label. */
    static Set<String> wider(String label) {
        Set<String> words = new LinkedHashSet<>(WIDER.getOrDefault(label, Set.of()));
        KINDS.forEach((kind, labels) -> {
            if (labels.contains(label)) {
                words.add(kind);
            }
        });
        return words;
    }

    /** Words for persons. */
    static boolean isPerson(String label) {
        return label.equalsIgnoreCase("person")
                || WIDER.getOrDefault("person", Set.of()).contains(label.toLowerCase(Locale.ROOT));
    }
}
