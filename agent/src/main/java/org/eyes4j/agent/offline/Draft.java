package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.offline.ToolSearch.Fit;
import org.eyes4j.agent.offline.ToolSearch.Given;
import org.eyes4j.agent.offline.ToolSearch.Setting;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/** A plan in the making. The same call is made once, whoever asks for it. Not thread-safe. */
final class Draft {
    private record Call(
            String tool,
            Map<String, Argument> with,
            @Nullable String when) {}

    private final ToolSearch search;
    private final Map<String, PlanStep> steps = new LinkedHashMap<>();
    private final Map<Call, String> made = new HashMap<>();
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, Argument.Ref> outputs = new LinkedHashMap<>();

    Draft(ToolSearch search) {
        this.search = search;
    }

    ToolSearch tools() {
        return search;
    }

    /**
     * A call of the best tool for a capability.
     *
     * @param id what to call the step; numbered where the name is taken
     * @param when its condition in CEL, or null
     */
    Argument.Ref call(
            Capability capability, String id, List<Given> given, List<Setting> settings, @Nullable String when)
            throws MissingTool {
        Optional<Fit> fit = search.fit(capability, given, settings);
        return add(fit.orElseThrow(() -> new MissingTool(capability.toString())), id, when);
    }

    Argument.Ref add(Fit fit, String id, @Nullable String when) {
        Map<String, Argument> with = new LinkedHashMap<>();
        for (var port : fit.tool().inputs()) {
            Argument argument = fit.with().get(port.name());
            Fit adapter = fit.adapters().get(port.name());
            if (argument != null) {
                with.put(port.name(), argument);
            } else if (adapter != null) {
                with.put(port.name(), add(adapter, adapter.tool().name(), when));
            }
        }
        Call call = new Call(fit.tool().name(), with, when);
        String known = made.get(call);
        if (known != null) {
            return new Argument.Ref(known);
        }
        String name = unique(id);
        steps.put(name, new PlanStep(name, call.tool(), with, when, null, null));
        made.put(call, name);
        kinds.put(name, fit.tool().output());
        return new Argument.Ref(name);
    }

    Kind kind(Argument.Ref step) {
        return kinds.getOrDefault(step.name(), Kind.ANY);
    }

    Given given(Argument.Ref step) {
        return new Given(step, kind(step));
    }

    /** Makes a value an output of the plan. */
    Argument.Ref output(Argument.Ref ref) {
        if (!outputs.containsValue(ref)) {
            outputs.put(ref.isInput() && kinds.containsKey(ref.name()) ? "input_" + ref.name() : ref.name(), ref);
        }
        return ref;
    }

    /** Where the draft stands, to come back to when a goal turns out impossible. */
    Runnable mark() {
        Map<String, PlanStep> stepsThen = new LinkedHashMap<>(steps);
        Map<Call, String> madeThen = new HashMap<>(made);
        Map<String, Argument.Ref> outputsThen = new LinkedHashMap<>(outputs);
        return () -> {
            steps.clear();
            steps.putAll(stepsThen);
            made.clear();
            made.putAll(madeThen);
            outputs.clear();
            outputs.putAll(outputsThen);
        };
    }

    boolean isEmpty() {
        return outputs.isEmpty();
    }

    /** The plan, with the inputs it uses; what other steps use is no output of its own. */
    Plan finish(String name, Map<String, Kind> inputs) {
        Set<String> between = new HashSet<>();
        steps.values()
                .forEach(step ->
                        step.refs().stream().filter(ref -> !ref.isInput()).forEach(ref -> between.add(ref.name())));
        Map<String, Argument.Ref> last = new LinkedHashMap<>(outputs);
        last.values().removeIf(ref -> !ref.isInput() && between.contains(ref.name()));
        Map<String, PlanInput> used = new LinkedHashMap<>();
        List<Argument.Ref> refs = new ArrayList<>(outputs.values());
        steps.values().forEach(step -> refs.addAll(step.refs()));
        inputs.forEach((input, kind) -> {
            if (refs.stream().anyMatch(ref -> ref.isInput() && ref.name().equals(input))) {
                used.put(input, new PlanInput(kind));
            }
        });
        return new Plan(name, used, new ArrayList<>(steps.values()), last);
    }

    private String unique(String id) {
        String plain = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        String base = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "step_" + plain : plain;
        String name = base.length() > 40 ? base.substring(0, 40) : base;
        String free = name;
        for (int n = 2; steps.containsKey(free) || free.equals("inputs") || free.equals("item"); n++) {
            free = name + n;
        }
        return free;
    }
}
