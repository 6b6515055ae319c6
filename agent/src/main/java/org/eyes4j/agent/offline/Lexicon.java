package org.eyes4j.agent.offline;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.language.Lines;

/**
 * Words and phrases by what they do in a question, read from a resource of lines {@code tag: word, phrase, ...}. A word
 * may stand under several tags; {@code word=value} gives it a value under its tag; {@code ~tag} adds inflected forms.
 * Immutable.
 */
final class Lexicon {
    private final Map<String, Set<String>> tags;
    private final Map<String, String> values;
    private final int longest;

    private Lexicon(Map<String, Set<String>> tags, Map<String, String> values) {
        this.tags = tags;
        this.values = values;
        this.longest = tags.keySet().stream()
                .mapToInt(phrase -> phrase.split(" ").length)
                .max()
                .orElse(1);
    }

    static Lexicon load(String resource) {
        Map<String, Set<String>> tags = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        for (String line : Lines.of(Lexicon.class, resource)) {
            int colon = line.indexOf(':');
            boolean verb = line.startsWith("~");
            String tag = line.substring(verb ? 1 : 0, colon).strip();
            for (String entry : line.substring(colon + 1).split(",")) {
                String[] parts = entry.strip().split("=", 2);
                for (String form : verb ? English.inflect(parts[0]) : List.of(parts[0])) {
                    tags.computeIfAbsent(form, f -> new LinkedHashSet<>()).add(tag);
                    if (parts.length > 1) {
                        values.put(tag + " " + form, parts[1]);
                    }
                }
            }
        }
        return new Lexicon(tags, values);
    }

    Set<String> tags(String phrase) {
        return tags.getOrDefault(phrase, Set.of());
    }

    String value(String tag, String phrase) {
        return values.getOrDefault(tag + " " + phrase, "");
    }

    boolean knows(String phrase) {
        return tags.containsKey(phrase);
    }

    /** Every phrase. */
    Set<String> phrases() {
        return tags.keySet();
    }

    /** Words of the longest phrase. */
    int longest() {
        return longest;
    }
}
