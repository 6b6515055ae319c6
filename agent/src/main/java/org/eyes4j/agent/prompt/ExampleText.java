package org.eyes4j.agent.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.prompts.Example;

/**
 * Few-shot plans as a plan prompt shows them: those whose tools are all offered, the ones whose request shares most words (in Chinese, pairs
 * of characters) with the request at hand first, else in the order in which they are kept.
 */
public final class ExampleText {
    /** Enough for four or five plans. */
    public static final int DEFAULT_BUDGET = 900;

    private static final Pattern WORDS = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{N}]{3,}");

    private ExampleText() {}

    /**
     * @param offered names of the tools that the model may use; an example with another one would mislead
     * @param bound whether the answer is bound to a JSON Schema, in which outputs are a list
     * @param most examples
     * @param budget most tokens, by {@link Tokens#estimate}
     * @return empty when nothing fits
     */
    public static String of(
            List<Example> examples, Collection<String> offered, String request, boolean bound, int most, int budget) {
        Set<String> asked = words(request);
        List<Example> fitting = examples.stream()
                .filter(e -> offered.containsAll(e.tools()))
                .sorted(Comparator.comparingDouble((Example e) -> -likeness(words(e.request()), asked)))
                .toList();
        List<String> texts = new ArrayList<>();
        int used = 0;
        for (Example example : fitting) {
            String text = "Request: " + example.request() + "\n" + plan(example.plan(), bound);
            int cost = Tokens.estimate(text) + 2;
            if (texts.size() < most && used + cost <= budget) {
                texts.add(text);
                used += cost;
            }
        }
        return String.join("\n\n", texts);
    }

    private static JsonNode plan(JsonNode plan, boolean bound) {
        if (!bound || !plan.has("outputs")) {
            return plan;
        }
        ObjectNode copy = plan.deepCopy();
        ArrayNode outputs = copy.putArray("outputs");
        plan.get("outputs")
                .properties()
                .forEach(o -> outputs.addObject()
                        .put("name", o.getKey())
                        .put("ref", o.getValue().path("ref").asText()));
        return copy;
    }

    /** Shared words by all words. */
    private static double likeness(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        int all = one.size() + other.size() - both.size();
        return all == 0 ? 0 : (double) both.size() / all;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORDS.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String word = matcher.group();
            if (Character.isIdeographic(word.codePointAt(0))) {
                for (int i = 0; i + 2 <= word.length(); i++) {
                    words.add(word.substring(i, i + 2));
                }
            } else {
                words.add(word);
            }
        }
        return words;
    }
}
