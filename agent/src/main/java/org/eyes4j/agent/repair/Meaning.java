package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eyes4j.tools.value.Value;

/** How near a name is to a tool in meaning. Thread-safe. */
@FunctionalInterface
public interface Meaning {
    /** Where there is no model for it: nothing is near anything. */
    Meaning NONE = (text, tool) -> 0;

    /** Cosine of a text and what comes nearest of the tool's name and the sentences of its description; at least 0. */
    double nearness(String text, ToolCard tool);

    /**
     * By vectors of a text model, each text embedded once.
     *
     * @param embed one vector a text, or empty when no model is to be had
     */
    static Meaning of(Function<List<String>, Optional<List<Value.Embedding>>> embed) {
        Map<ToolCard, List<Value.Embedding>> tools = new ConcurrentHashMap<>();
        Map<String, List<Value.Embedding>> texts = new ConcurrentHashMap<>();
        return (text, tool) -> {
            List<Value.Embedding> wanted =
                    texts.computeIfAbsent(text, t -> embed.apply(List.of(t)).orElse(List.of()));
            List<Value.Embedding> known =
                    tools.computeIfAbsent(tool, t -> embed.apply(sentences(t)).orElse(List.of()));
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
