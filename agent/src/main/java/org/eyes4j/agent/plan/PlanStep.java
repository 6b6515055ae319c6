package org.eyes4j.agent.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tool call of a plan.
 *
 * @param id unique in its plan
 * @param tool the tool's name
 * @param with an argument a port
 * @param when CEL; the step is skipped where it is false. Null: always
 * @param forEach the list (or detections, region by region) the step runs over, its item known as {@code item}; the
 *     step's value is then the list of results. Null: once
 * @param timeout its time limit; null for the run's own
 */
public record PlanStep(
        String id,
        String tool,
        Map<String, Argument> with,
        @Nullable String when,
        @Nullable Argument forEach,
        @Nullable Duration timeout) {
    /** How a step running over a list refers to the item it is at. */
    public static final String ITEM = "item";

    public PlanStep {
        with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
    }

    public PlanStep(String id, String tool, Map<String, Argument> with) {
        this(id, tool, with, null, null, null);
    }

    /** Everything this step refers to explicitly: {@code inputs.NAME} and step ids; names inside CEL are not counted. */
    public Set<Argument.Ref> refs() {
        Set<Argument.Ref> refs = new LinkedHashSet<>();
        with.values().forEach(argument -> collect(argument, refs));
        if (forEach != null) {
            collect(forEach, refs);
        }
        refs.removeIf(Argument.Ref::isItem);
        return refs;
    }

    /** Every CEL expression of this step, condition included. */
    public List<String> expressions() {
        List<String> sources = new java.util.ArrayList<>();
        if (when != null) {
            sources.add(when);
        }
        with.values().forEach(argument -> expressions(argument, sources));
        if (forEach != null) {
            expressions(forEach, sources);
        }
        return sources;
    }

    private static void collect(Argument argument, Set<Argument.Ref> refs) {
        if (argument instanceof Argument.Ref ref) {
            refs.add(ref);
        } else if (argument instanceof Argument.Items list) {
            list.items().forEach(item -> collect(item, refs));
        }
    }

    private static void expressions(Argument argument, List<String> sources) {
        if (argument instanceof Argument.Expression expression) {
            sources.add(expression.cel());
        } else if (argument instanceof Argument.Items list) {
            list.items().forEach(item -> expressions(item, sources));
        }
    }
}
