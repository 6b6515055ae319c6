package org.eyes4j.agent.retrieve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.agent.repair.Words;

/** The terms that requests and tools are compared by: stems of words, pairs of Chinese signs, and what a request means. */
final class Terms {
    private record Saying(String said, boolean letters, List<String> means) {}

    private final Map<String, List<Saying>> byFirstSign = new HashMap<>();

    Terms() {
        for (String line : Lines.of(Terms.class, "asked.txt")) {
            int sign = line.indexOf(" = ");
            List<String> means = Words.of(line.substring(sign + 3));
            for (String said : line.substring(0, sign).split("\\|")) {
                boolean letters = said.charAt(0) < 0x2e80;
                byFirstSign
                        .computeIfAbsent(said.substring(0, 1), s -> new ArrayList<>())
                        .add(new Saying(said, letters, means));
            }
        }
    }

    /** Stems of words and pairs of signs. */
    static List<String> of(String text) {
        List<String> terms = new ArrayList<>();
        for (String word : Words.of(text.replace('_', ' '))) {
            if (word.charAt(0) < 0x2e80) {
                terms.add(word);
            } else {
                for (int i = 0; i + 1 < word.length(); i++) {
                    terms.add(word.substring(i, i + 2));
                }
            }
        }
        return terms;
    }

    /** The terms of a request and their weights: what it says, and the words of tools for what it asks. */
    Map<String, Double> ofRequest(String request) {
        Map<String, Double> weights = new LinkedHashMap<>();
        of(request).forEach(term -> weights.merge(term, 1.0, Math::max));
        String text = " " + request.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}']+", " ") + " ";
        for (int i = 0; i < text.length(); i++) {
            for (Saying saying : byFirstSign.getOrDefault(text.substring(i, i + 1), List.of())) {
                boolean there = text.startsWith(saying.said, i)
                        && (!saying.letters
                                || text.charAt(i - 1) == ' '
                                        && !Character.isLetterOrDigit(text.charAt(i + saying.said.length())));
                if (there) {
                    saying.means.forEach(term -> weights.merge(term, 1.2, Math::max));
                }
            }
        }
        return weights;
    }
}
