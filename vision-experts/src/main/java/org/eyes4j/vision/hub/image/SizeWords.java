package org.eyes4j.vision.hub.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubException;
import org.jspecify.annotations.Nullable;

/**
 * A {@code size} as a {@code preprocessor_config.json} gives it: edges by name, or, in older ones, a number or a pair.
 *
 * @param owner of it, for messages
 * @param edges in pixels by their names, as {@code shortest_edge}
 */
record SizeWords(String owner, Map<String, Integer> edges) {
    static final int MAX_EDGE = 65_536;
    private static final List<String> NAMES =
            List.of("height", "width", "shortest_edge", "longest_edge", "max_height", "max_width");

    /** The size of a name; empty where there is none. */
    static Optional<SizeWords> read(String owner, Parameters from, String key, boolean square, int maxSize) {
        if (!from.has(key)) {
            return Optional.empty();
        }
        Object value = from.values().get(key);
        Map<String, Integer> edges = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, edge) -> {
                if (edge != null) {
                    edges.put(String.valueOf(name), edge(owner, key, edge));
                }
            });
        } else if (value instanceof List<?> pair && pair.size() == 2) {
            edges.put("height", edge(owner, key, pair.get(0)));
            edges.put("width", edge(owner, key, pair.get(1)));
        } else if (square) {
            edges.put("height", edge(owner, key, value));
            edges.put("width", edge(owner, key, value));
        } else {
            edges.put("shortest_edge", edge(owner, key, value));
            if (maxSize > 0) {
                edges.put("longest_edge", maxSize);
            }
        }
        if (edges.isEmpty() || !NAMES.containsAll(edges.keySet())) {
            throw new HubException(owner + ": expected at `" + key + "` a number or some of " + String.join(", ", NAMES)
                    + ", found `" + value + "`");
        }
        return Optional.of(new SizeWords(owner, edges));
    }

    private static int edge(String owner, String key, @Nullable Object value) {
        if (!(value instanceof Number number)
                || number.doubleValue() != number.intValue()
                || number.intValue() < 1
                || number.intValue() > MAX_EDGE) {
            throw new HubException(owner + ": expected at `" + key + "` whole numbers from 1 to " + MAX_EDGE
                    + ", found `" + value + "`");
        }
        return number.intValue();
    }

    boolean has(String... names) {
        return List.of(names).stream().allMatch(edges::containsKey);
    }

    /** An edge that must be there. */
    int edge(String name) {
        Integer edge = edges.get(name);
        if (edge == null) {
            throw new HubException(owner + ": expected `" + name + "`, found only " + edges);
        }
        return edge;
    }

    /** A fixed width and height. */
    Extent extent() {
        return new Extent(edge("width"), edge("height"));
    }

    /** The rule that these edges mean where a processor has none of its own. */
    ResizeRule rule() {
        if (has("shortest_edge", "longest_edge")) {
            return ResizeRule.shortestWithin(edge("shortest_edge"), edge("longest_edge"));
        } else if (has("shortest_edge")) {
            return ResizeRule.shortest(edge("shortest_edge"));
        } else if (has("max_height", "max_width")) {
            return ResizeRule.within(edge("max_width"), edge("max_height"));
        }
        return ResizeRule.exactly(edge("width"), edge("height"));
    }
}
