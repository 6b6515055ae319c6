package org.eyes4j.agent.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;

/** Which step waits for which; one with a fallback may have to wait for that, too. */
final class StepGraph {
    private final Map<String, Set<String>> needs = new LinkedHashMap<>();

    StepGraph(Plan plan) {
        Set<String> ids = new LinkedHashSet<>();
        plan.steps().forEach(step -> ids.add(step.id()));
        for (PlanStep step : plan.steps()) {
            Set<String> steps = needs.computeIfAbsent(step.id(), id -> new LinkedHashSet<>());
            for (Argument.Ref ref : step.needs(ids)) {
                if (!ref.isInput() && ids.contains(ref.name())) {
                    steps.add(ref.name());
                }
            }
            String fallback = step.handling().fallback();
            if (fallback != null && ids.contains(fallback)) {
                steps.add(fallback);
            }
        }
    }

    /** Steps that some step waits for. */
    Set<String> used() {
        Set<String> used = new HashSet<>();
        needs.forEach((id, steps) -> steps.stream().filter(s -> !s.equals(id)).forEach(used::add));
        return used;
    }

    /** Circles, each told once, beginning with its earliest step: {@code [a, b, c]} where a waits for b, b for c, c for a. */
    List<List<String>> circles() {
        List<List<String>> circles = new ArrayList<>();
        Map<String, Boolean> finished = new HashMap<>();
        for (String id : needs.keySet()) {
            walk(id, finished, new ArrayList<>(), circles);
        }
        return circles;
    }

    /** Depth first without recursion: a hostile plan may be one long chain. */
    private void walk(String start, Map<String, Boolean> finished, List<String> path, List<List<String>> circles) {
        if (finished.containsKey(start)) {
            return;
        }
        List<java.util.Iterator<String>> open = new ArrayList<>();
        path.add(start);
        finished.put(start, false);
        open.add(needsOf(start).iterator());
        while (!path.isEmpty()) {
            java.util.Iterator<String> left = open.get(open.size() - 1);
            if (!left.hasNext()) {
                finished.put(path.remove(path.size() - 1), true);
                open.remove(open.size() - 1);
                continue;
            }
            String next = left.next();
            Boolean state = finished.get(next);
            if (state == null) {
                path.add(next);
                finished.put(next, false);
                open.add(needsOf(next).iterator());
            } else if (!state) {
                circles.add(List.copyOf(path.subList(path.indexOf(next), path.size())));
            }
        }
    }

    private Set<String> needsOf(String id) {
        return needs.getOrDefault(id, Set.of());
    }
}
