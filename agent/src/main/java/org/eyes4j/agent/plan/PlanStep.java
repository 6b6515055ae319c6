package org.eyes4j.agent.plan;

import java.time.Duration;
import java.util.ArrayList;
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
 * @param when CEL; the step is skipped where it is false (where it speaks of {@code item}, that item is left out). Null:
 *     always
 * @param forEach the list (or detections, region by region) the step runs over, its item known as {@code item}; the
 *     step's value is then the list of results. Null: once
 * @param timeout its time limit, all items together; null for the run's own
 * @param retry what is tried again after a passing trouble
 * @param onFailure what its failure does to the rest of the run
 * @param handling what is special about how it is run
 */
public record PlanStep(
        String id,
        String tool,
        Map<String, Argument> with,
        @Nullable String when,
        @Nullable Argument forEach,
        @Nullable Duration timeout,
        Retry retry,
        OnFailure onFailure,
        Handling handling) {
    /** The tool's name of a step that runs a workflow written inside it. */
    public static final String WORKFLOW = "workflow";

    /** How a step running over a list refers to the item it is at. */
    public static final String ITEM = "item";

    /** What a step's failure does to the rest of the run. */
    public enum OnFailure {
        /** Only what depends on it is skipped. */
        SKIP,
        /** The run ends: nothing more is started. */
        STOP
    }

    /**
     * How often a call is made again when something outside did not answer, and how long to wait before the first
     * time; the wait doubles each time.
     */
    public record Retry(int times, Duration backoff) {
        public static final Retry NONE = new Retry(0, Duration.ZERO);

        public Retry {
            if (times < 0 || backoff.isNegative()) {
                throw new IllegalArgumentException(
                        "A retry takes times and a wait of at least 0, got " + times + " and " + backoff);
            }
        }
    }

    public PlanStep {
        with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
    }

    public PlanStep(
            String id,
            String tool,
            Map<String, Argument> with,
            @Nullable String when,
            @Nullable Argument forEach,
            @Nullable Duration timeout,
            Retry retry,
            OnFailure onFailure) {
        this(id, tool, with, when, forEach, timeout, retry, onFailure, Handling.PLAIN);
    }

    public PlanStep(
            String id,
            String tool,
            Map<String, Argument> with,
            @Nullable String when,
            @Nullable Argument forEach,
            @Nullable Duration timeout) {
        this(id, tool, with, when, forEach, timeout, Retry.NONE, OnFailure.SKIP);
    }

    public PlanStep(String id, String tool, Map<String, Argument> with) {
        this(id, tool, with, null, null, null);
    }

    /** The same, run otherwise. */
    public PlanStep handled(Handling other) {
        return new PlanStep(id, tool, with, when, forEach, timeout, retry, onFailure, other);
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
        List<String> sources = new ArrayList<>();
        if (when != null) {
            sources.add(when);
        }
        with.values().forEach(argument -> expressions(argument, sources));
        if (forEach != null) {
            expressions(forEach, sources);
        }
        return sources;
    }

    /**
     * Everything this step waits for: its {@link #refs()}, and the inputs and steps that its expressions name.
     *
     * @param ids the step ids of the plan: only these names count inside CEL
     */
    public Set<Argument.Ref> needs(Set<String> ids) {
        Set<Argument.Ref> needs = refs();
        for (String cel : expressions()) {
            CelNames names = CelNames.in(cel);
            names.inputs().forEach(input -> needs.add(Argument.Ref.input(input)));
            names.variables().stream().filter(ids::contains).forEach(step -> needs.add(new Argument.Ref(step)));
        }
        return needs;
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
