package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Tools, and which may follow which. Immutable; thread-safe. */
public final class ToolGraph {
    private static final int LONGEST_CHAIN = 4;

    private final Map<String, ToolCard> tools = new LinkedHashMap<>();
    private final Map<String, Set<String>> links;

    /**
     * A graph with its links given.
     *
     * @param links from a tool's name to the names of those that may take what it gives
     */
    public ToolGraph(Collection<ToolCard> tools, Map<String, Set<String>> links) {
        tools.forEach(tool -> this.tools.put(tool.name(), tool));
        this.links = Map.copyOf(links);
    }

    /** A graph whose links are all pairs with a kind in common. */
    public static ToolGraph byKinds(Collection<ToolCard> tools) {
        Map<String, Set<String>> links = new HashMap<>();
        for (ToolCard from : tools) {
            for (ToolCard to : tools) {
                if (from.feeds(to)) {
                    links.computeIfAbsent(from.name(), name -> new java.util.HashSet<>())
                            .add(to.name());
                }
            }
        }
        return new ToolGraph(tools, links);
    }

    public Collection<ToolCard> tools() {
        return tools.values();
    }

    public Optional<ToolCard> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    public boolean links(ToolCard from, ToolCard to) {
        return links.getOrDefault(from.name(), Set.of()).contains(to.name());
    }

    /**
     * The shortest chain of adapters that leads from a tool's result into another tool; of several the one whose tools
     * rank highest together. An adapter needs one input only. Empty when there is none of at most four.
     *
     * @param wanted the kinds of which the chain must give one
     */
    Optional<List<ToolCard>> between(ToolCard from, ToolCard to, List<String> wanted, ToDoubleFunction<ToolCard> rank) {
        return chain(adapters().stream().filter(a -> links(from, a)).toList(), to, wanted, rank);
    }

    /** The same from a value of a kind. */
    Optional<List<ToolCard>> from(String kind, ToolCard to, List<String> wanted, ToDoubleFunction<ToolCard> rank) {
        return chain(adapters().stream().filter(a -> a.takes().contains(kind)).toList(), to, wanted, rank);
    }

    private List<ToolCard> adapters() {
        return tools.values().stream()
                .filter(t -> t.takes().size() == 1 && !t.gives().isEmpty())
                .toList();
    }

    private record Path(ToolCard last, @Nullable Path before, double rank) {
        List<ToolCard> tools() {
            List<ToolCard> tools = before == null ? new ArrayList<>() : before.tools();
            tools.add(last);
            return tools;
        }
    }

    /** Breadth first, so that no longer chain is looked at while a shorter one may do. */
    private Optional<List<ToolCard>> chain(
            List<ToolCard> first, ToolCard to, List<String> wanted, ToDoubleFunction<ToolCard> rank) {
        Map<String, Path> level = new LinkedHashMap<>();
        first.forEach(tool -> offer(level, new Path(tool, null, rank.applyAsDouble(tool))));
        Set<String> reached = new java.util.HashSet<>();
        Map<String, Path> here = level;
        for (int length = 1; length <= LONGEST_CHAIN && !here.isEmpty(); length++) {
            Path best = null;
            for (Path path : here.values()) {
                if (links(path.last, to)
                        && path.last.gives().stream().anyMatch(wanted::contains)
                        && (best == null || path.rank > best.rank)) {
                    best = path;
                }
            }
            if (best != null) {
                return Optional.of(best.tools());
            }
            reached.addAll(here.keySet());
            Map<String, Path> next = new LinkedHashMap<>();
            for (Path path : here.values()) {
                for (ToolCard tool : adapters()) {
                    if (!reached.contains(tool.name()) && links(path.last, tool)) {
                        offer(next, new Path(tool, path, path.rank + rank.applyAsDouble(tool)));
                    }
                }
            }
            here = next;
        }
        return Optional.empty();
    }

    private static void offer(Map<String, Path> level, Path path) {
        level.merge(path.last.name(), path, (known, other) -> known.rank >= other.rank ? known : other);
    }
}
