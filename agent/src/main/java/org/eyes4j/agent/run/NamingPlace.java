package org.eyes4j.agent.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.value.Kind;

/**
 * What the names of a step's regions go by. It follows from the plan alone, so that names do not depend on which of two steps
 * happens to end first.
 *
 * @param prefix of its new ids, which no other step that may find regions has
 * @param before ids of the steps it directly or indirectly waits for
 * @param alike ids of steps that come earlier, do not wait for it nor it for them, and may find the very same: those of the same
 *     tool with an input in common. Its new regions are named after theirs
 */
record NamingPlace(String prefix, List<String> before, List<String> alike) {
    private static final String LETTERS = "rstuvwxyz";
    /** The prefix of the first step, and of inputs without names. */
    static final String FIRST = LETTERS.substring(0, 1);

    /** The place of each step, in an order in which none comes before one it waits for, unless they wait in a circle. */
    static Map<String, NamingPlace> of(Collection<StepState> steps, Set<String> ids) {
        Map<String, NamingPlace> places = new LinkedHashMap<>();
        Map<String, Set<String>> inputs = new LinkedHashMap<>();
        List<StepState> earlier = new ArrayList<>();
        int finders = 0;
        for (StepState step : inOrder(steps)) {
            Set<String> before = new LinkedHashSet<>();
            Set<String> own = new LinkedHashSet<>();
            for (Argument.Ref need : step.step.needs(ids)) {
                NamingPlace place = places.get(need.name());
                if (need.isInput()) {
                    own.add(need.name());
                } else if (place != null) {
                    before.add(need.name());
                    before.addAll(place.before());
                    own.addAll(inputs.getOrDefault(need.name(), Set.of()));
                }
            }
            List<String> alike = earlier.stream()
                    .filter(other -> other.step.tool().equals(step.step.tool()))
                    .map(StepState::id)
                    .filter(other ->
                            !before.contains(other) && !Collections.disjoint(own, inputs.getOrDefault(other, Set.of())))
                    .toList();
            places.put(step.id(), new NamingPlace(prefix(finders), List.copyOf(before), alike));
            inputs.put(step.id(), own);
            earlier.add(step);
            finders += step.tool != null && mayHoldRegions(step.tool.output()) ? 1 : 0;
        }
        return places;
    }

    private static List<StepState> inOrder(Collection<StepState> steps) {
        List<StepState> rest = new ArrayList<>(steps);
        List<StepState> order = new ArrayList<>();
        Set<String> placed = new LinkedHashSet<>();
        while (!rest.isEmpty()) {
            StepState next = rest.stream()
                    .filter(step -> placed.containsAll(step.waitsFor))
                    .findFirst()
                    .orElse(rest.get(0));
            rest.remove(next);
            order.add(next);
            placed.add(next.id());
        }
        return order;
    }

    private static boolean mayHoldRegions(Kind kind) {
        return kind instanceof Kind.ListKind list
                ? mayHoldRegions(list.element())
                : kind == Kind.DETECTIONS || kind == Kind.RECORD || kind == Kind.ANY;
    }

    /** {@code r} to {@code z}, then {@code rr} to {@code zz}, and so on. */
    private static String prefix(int finders) {
        return LETTERS.substring(finders % 9, finders % 9 + 1).repeat(finders / 9 + 1);
    }
}
