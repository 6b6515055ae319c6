package org.eyes4j.agent.repair;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;

/**
 * What choosing a tool needs to know of it.
 *
 * @param name unique
 * @param description in plain words
 * @param takes the kinds of its inputs, one for each; a kind may stand twice
 * @param gives the kinds of what it produces
 */
public record ToolCard(String name, String description, List<String> takes, List<String> gives) {
    public ToolCard {
        takes = List.copyOf(takes);
        gives = List.copyOf(gives);
    }

    /** What a specification says, as choosing a tool needs it: its required inputs are what it takes. */
    public static ToolCard of(ToolSpecification tool) {
        List<String> required = tool.inputs().stream()
                .filter(Port::required)
                .map(port -> port.kind().toString())
                .toList();
        List<String> takes = required.isEmpty()
                ? tool.inputs().stream().map(port -> port.kind().toString()).toList()
                : required;
        String phrases = tool.phrases().isEmpty() ? "" : ". " + String.join(". ", tool.phrases());
        return new ToolCard(
                tool.name(),
                tool.description() + phrases,
                takes,
                List.of(tool.output().toString()));
    }

    /** Whether something it produces may go into the other. */
    public boolean feeds(ToolCard other) {
        return gives.stream().anyMatch(other.takes::contains);
    }

    Set<String> kinds() {
        Set<String> kinds = new HashSet<>(takes);
        kinds.addAll(gives);
        return kinds;
    }
}
