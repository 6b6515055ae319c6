package org.eyes4j.agent.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.value.Kind;

/**
 * What the names of a step's regions go by. It follows from the plan alone, so that names do not depend on which of two steps
 * happens to end first.
 *
 * @param prefix of its new ids, which no other step that may find regions has
 * @param before ids of the steps that may find regions and that it directly or indirectly waits for
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
        Map<String, List<String>> earlier = new HashMap<>();
        Set<String> finderIds = new HashSet<>();
        int finders = 0;
        for (StepState step : inOrder(steps)) {
            Set<String> before = new LinkedHashSet<>();
            Set<String> own = new LinkedHashSet<>();
            for (Argument.Ref need : step.step.needs(ids)) {
                NamingPlace place = places.get(need.name());
                if (need.isInput()) {
                    own.add(need.name());
                } else if (place != null) {
                    // Where there are no regions there is nothing to name, and a long plan must not list all of it for
                    // each step.
                    if (finderIds.contains(need.name())) {
                        before.add(need.name());
                    }
                    before.addAll(place.before());
                    own.addAll(inputs.getOrDefault(need.name(), Set.of()));
                }
            }
            boolean finds = step.tool != null && mayHoldRegions(step.tool.output());
            List<String> ofTool = earlier.getOrDefault(step.step.tool(), List.of());
            List<String> alike = (finds ? ofTool : List.<String>of())
                    .stream()
                            .filter(other -> !before.contains(other)
                                    && !Collections.disjoint(own, inputs.getOrDefault(other, Set.of())))
                            .toList();
            places.put(step.id(), new NamingPlace(prefix(finders), List.copyOf(before), alike));
            inputs.put(step.id(), own);
            if (finds) {
                earlier.computeIfAbsent(step.step.tool(), tool -> new ArrayList<>())
                        .add(step.id());
                finderIds.add(step.id());
                finders++;
            }
        }
        return places;
    }

    /** The earliest that waits for nothing left; where all that are left wait, the earliest of them. */
    private static List<StepState> inOrder(Collection<StepState> steps) {
        List<StepState> all = List.copyOf(steps);
        Map<String, List<Integer>> waiting = new HashMap<>();
        int[] missing = new int[all.size()];
        TreeSet<Integer> rest = new TreeSet<>();
        TreeSet<Integer> ready = new TreeSet<>();
        for (int i = 0; i < all.size(); i++) {
            int place = i;
            rest.add(i);
            missing[i] = all.get(i).waitsFor.size();
            all.get(i)
                    .waitsFor
                    .forEach(id -> waiting.computeIfAbsent(id, name -> new ArrayList<>())
                            .add(place));
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        List<StepState> order = new ArrayList<>();
        while (!rest.isEmpty()) {
            int next = ready.isEmpty() ? rest.first() : ready.first();
            rest.remove(next);
            ready.remove(next);
            order.add(all.get(next));
            for (int other : waiting.getOrDefault(all.get(next).id(), List.of())) {
                missing[other]--;
                if (missing[other] == 0 && rest.contains(other)) {
                    ready.add(other);
                }
            }
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
