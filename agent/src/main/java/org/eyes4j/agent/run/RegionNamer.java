package org.eyes4j.agent.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * Gives regions ids that are unique in a run, and the same in each equal run: {@code r1}, {@code r2}, … in the first step that
 * may find some, {@code s1}, … in the next. A region that a step was given keeps its id through it; the same detection of the
 * same frame has the same id in the steps that know of each other, see {@link NamingPlace}. Not thread-safe.
 */
final class RegionNamer {
    private final Map<String, Map<Seen, String>> ofSteps = new HashMap<>();
    private final Map<Seen, String> ofInputs = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final RegionNames before;

    RegionNamer(RegionNames before) {
        this.before = before;
        taken.addAll(before.taken());
    }

    /** Names the regions of an input; ids that it brings are kept. */
    Value nameInput(Value value) {
        Set<String> own = new HashSet<>();
        collect(value, own);
        taken.addAll(own);
        return name(
                value,
                seen -> ofInputs.computeIfAbsent(seen, s -> again(ofInputs, s, NamingPlace.FIRST)),
                own,
                ofInputs);
    }

    /** A step named its regions in an earlier round of the run: they are known, and their ids taken. */
    void keep(String step, Value value) {
        Map<Seen, String> own = ofSteps.computeIfAbsent(step, id -> new LinkedHashMap<>());
        regions(value, (frame, region) -> {
            if (region.isNamed()) {
                own.putIfAbsent(new Seen(frame, region.detection()), region.id());
                taken.add(region.id());
            }
        });
    }

    /** Whether a step's value holds regions whose names are not settled by its arguments and the steps before it. */
    boolean findsNew(NamingPlace place, Value value, Iterable<Value> arguments) {
        Set<String> given = idsOf(arguments);
        Map<Seen, String> known = known(place.before());
        boolean[] found = {false};
        regions(
                value,
                (frame, region) ->
                        found[0] |= !isKept(region, given) && !known.containsKey(new Seen(frame, region.detection())));
        return found[0];
    }

    /**
     * Names the regions of a step's value. The steps that its place names must be named before.
     *
     * @param arguments what the step was given: ids found there are kept, any other id a tool made up is replaced
     */
    Value name(String step, NamingPlace place, Value value, Iterable<Value> arguments) {
        Map<Seen, String> known = known(place.before());
        known(place.alike()).forEach(known::putIfAbsent);
        Map<Seen, String> own = ofSteps.computeIfAbsent(step, id -> new LinkedHashMap<>());
        return name(
                value,
                seen -> own.computeIfAbsent(
                        seen, s -> known.containsKey(s) ? known.get(s) : again(own, s, place.prefix())),
                idsOf(arguments),
                own);
    }

    private Map<Seen, String> known(List<String> steps) {
        Map<Seen, String> known = new HashMap<>(ofInputs);
        steps.forEach(step -> ofSteps.getOrDefault(step, Map.of()).forEach(known::putIfAbsent));
        return known;
    }

    private static Value name(Value value, Function<Seen, String> id, Set<String> given, Map<Seen, String> names) {
        if (value instanceof Value.Detections detections) {
            List<Region> named = new ArrayList<>();
            for (Region region : detections.regions()) {
                Seen seen = new Seen(detections.frame(), region.detection());
                if (isKept(region, given)) {
                    names.putIfAbsent(seen, region.id());
                    named.add(region);
                } else {
                    named.add(region.named(id.apply(seen)));
                }
            }
            return detections.with(named);
        } else if (value instanceof Value.ListOf list) {
            return new Value.ListOf(
                    list.element(),
                    list.items().stream()
                            .map(item -> name(item, id, given, names))
                            .toList());
        } else if (value instanceof Value.Record fields) {
            Map<String, Value> named = new LinkedHashMap<>();
            fields.fields().forEach((field, inner) -> named.put(field, name(inner, id, given, names)));
            return new Value.Record(named);
        }
        return value;
    }

    private static boolean isKept(Region region, Set<String> given) {
        return region.isNamed() && given.contains(region.id());
    }

    /** The name it had before the run, if it was seen before; else a new one. */
    private String again(Map<Seen, String> names, Seen seen, String prefix) {
        return before.of(seen.frame(), seen.detection(), Set.copyOf(names.values()))
                .orElseGet(() -> next(prefix));
    }

    private String next(String prefix) {
        String id;
        do {
            id = prefix + last.merge(prefix, 1, Integer::sum);
        } while (!taken.add(id));
        return id;
    }

    private static Set<String> idsOf(Iterable<Value> values) {
        Set<String> ids = new HashSet<>();
        values.forEach(value -> collect(value, ids));
        return ids;
    }

    private static void collect(Value value, Set<String> ids) {
        regions(value, (frame, region) -> {
            if (region.isNamed()) {
                ids.add(region.id());
            }
        });
    }

    private static void regions(Value value, BiConsumer<Frame, Region> each) {
        if (value instanceof Value.Detections detections) {
            detections.regions().forEach(region -> each.accept(detections.frame(), region));
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> regions(item, each));
        } else if (value instanceof Value.Record fields) {
            fields.fields().values().forEach(field -> regions(field, each));
        }
    }

    private record Seen(Frame frame, Detection detection) {}
}
