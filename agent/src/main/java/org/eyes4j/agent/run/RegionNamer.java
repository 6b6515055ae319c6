package org.eyes4j.agent.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * Gives regions ids that are unique in a run: {@code r1}, {@code r2}, … A region that a step was given keeps its id
 * through it; the same detection of the same frame gets the same id again. Not thread-safe.
 */
final class RegionNamer {
    private final Map<Seen, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private int last;

    /** Names the regions of an input; ids that it brings are kept. */
    Value nameInput(Value value) {
        Set<String> own = new HashSet<>();
        collect(value, own);
        taken.addAll(own);
        return name(value, own);
    }

    /**
     * Names the regions of a step's value.
     *
     * @param arguments what the step was given: ids found there are kept, any other id a tool made up is replaced
     */
    Value name(Value value, Iterable<Value> arguments) {
        Set<String> given = new HashSet<>();
        arguments.forEach(argument -> collect(argument, given));
        return name(value, given);
    }

    private Value name(Value value, Set<String> given) {
        if (value instanceof Value.Detections detections) {
            List<Region> named = new ArrayList<>();
            detections.regions().forEach(region -> named.add(name(detections.frame(), region, given)));
            return detections.with(named);
        } else if (value instanceof Value.ListOf list) {
            return new Value.ListOf(
                    list.element(),
                    list.items().stream().map(item -> name(item, given)).toList());
        } else if (value instanceof Value.Record fields) {
            Map<String, Value> named = new LinkedHashMap<>();
            fields.fields().forEach((field, inner) -> named.put(field, name(inner, given)));
            return new Value.Record(named);
        }
        return value;
    }

    private Region name(Frame frame, Region region, Set<String> given) {
        if (region.isNamed() && given.contains(region.id())) {
            names.putIfAbsent(new Seen(frame, region.detection()), region.id());
            return region;
        }
        return region.named(names.computeIfAbsent(new Seen(frame, region.detection()), seen -> next()));
    }

    private String next() {
        String id;
        do {
            id = "r" + ++last;
        } while (!taken.add(id));
        return id;
    }

    private static void collect(Value value, Set<String> ids) {
        if (value instanceof Value.Detections detections) {
            detections.regions().stream()
                    .filter(Region::isNamed)
                    .map(Region::id)
                    .forEach(ids::add);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> collect(item, ids));
        } else if (value instanceof Value.Record fields) {
            fields.fields().values().forEach(field -> collect(field, ids));
        }
    }

    private record Seen(Frame frame, Detection detection) {}
}
