package org.eyes4j.agent.repair;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eyes4j.tools.ToolSpecification;

/** The tools of a registry as choosing among them needs them. Immutable; thread-safe. */
final class ToolCatalogue {
    private final List<ToolSpecification> tools;
    private final Map<String, ToolSpecification> byName = new LinkedHashMap<>();
    private final Map<String, ToolCard> cards = new LinkedHashMap<>();
    private final ToolNames byWords;
    private final ToolNames byMeaning;

    ToolCatalogue(List<ToolSpecification> tools, Meaning meaning) {
        this.tools = List.copyOf(tools);
        for (ToolSpecification tool : tools) {
            byName.put(tool.name(), tool);
            cards.put(tool.name(), ToolCard.of(tool));
        }
        this.byWords = new ToolNames(cards.values());
        this.byMeaning = new ToolNames(cards.values(), meaning);
    }

    /** Whether it was made of these very tools. */
    boolean isOf(List<ToolSpecification> others) {
        if (others.size() != tools.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i) != tools.get(i) && !others.get(i).equals(tools.get(i))) {
                return false;
            }
        }
        return true;
    }

    List<ToolSpecification> tools() {
        return tools;
    }

    Optional<ToolSpecification> tool(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    ToolCard card(String name) {
        return Objects.requireNonNull(cards.get(name), name);
    }

    /** Compares by words alone. */
    ToolNames byWords() {
        return byWords;
    }

    /** Asks for meaning where words leave a doubt. */
    ToolNames byMeaning() {
        return byMeaning;
    }

    /** How well a text speaks of a tool; 0 to 1. */
    double relevance(List<String> words, ToolSpecification tool) {
        return byWords.relevance(words, card(tool.name()));
    }
}
