package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eyes4j.tools.value.Value;

/** How near a name is to a tool in meaning. Thread-safe. */
@FunctionalInterface
public interface Meaning {
    /** So many texts are remembered. */
    int MOST_TEXTS = 4096;

    /** Where there is no model for it: nothing is near anything. */
    Meaning NONE = (text, tool) -> 0;

    /** Cosine of a text and what comes nearest of the tool's name and the sentences of its description; at least 0. */
    double nearness(String text, ToolCard tool);

    /**
     * By vectors of a text model, each text embedded once. A model that was not to be had once is not asked for again.
     *
     * @param embed one vector a text, or empty when no model is to be had
     */
    static Meaning of(Function<List<String>, Optional<List<Value.Embedding>>> embed) {
        Map<ToolCard, List<Value.Embedding>> tools = new ConcurrentHashMap<>();
        Map<String, List<Value.Embedding>> texts = new ConcurrentHashMap<>();
        AtomicBoolean none = new AtomicBoolean();
        Function<List<String>, List<Value.Embedding>> embedded = some -> {
            Optional<List<Value.Embedding>> vectors = none.get() ? Optional.empty() : embed.apply(some);
            none.set(vectors.isEmpty());
            return vectors.orElse(List.of());
        };
        return (text, tool) -> {
            if (texts.size() > MOST_TEXTS) {
                texts.clear();
            }
            List<Value.Embedding> wanted = texts.computeIfAbsent(text, t -> embedded.apply(List.of(t)));
            List<Value.Embedding> known = tools.computeIfAbsent(tool, t -> embedded.apply(sentences(t)));
            return wanted.stream()
                    .flatMap(w -> known.stream().map(w::similarity))
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
        };
    }

    private static List<String> sentences(ToolCard tool) {
        List<String> sentences = new ArrayList<>();
        sentences.add(tool.name());
        for (String sentence : tool.description().split("(?<=[.!?])\\s+")) {
            if (!sentence.isBlank()) {
                sentences.add(sentence);
            }
        }
        return sentences;
    }
}
