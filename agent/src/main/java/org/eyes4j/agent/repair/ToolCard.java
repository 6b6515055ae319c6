package org.eyes4j.agent.repair;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
