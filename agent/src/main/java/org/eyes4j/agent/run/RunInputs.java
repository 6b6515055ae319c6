package org.eyes4j.agent.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/**
 * What a run was given, with the defaults of what was left out.
 *
 * @param values by input
 * @param faults why an input has no value, by input
 * @param warnings about what was given and not asked for
 */
record RunInputs(Map<String, Value> values, Map<String, String> faults, List<String> warnings) {

    static RunInputs of(Plan plan, Map<String, Value> given, RegionNamer namer) {
        Map<String, Value> values = new LinkedHashMap<>();
        Map<String, String> faults = new LinkedHashMap<>();
        plan.inputs().forEach((name, input) -> {
            Value value = given.get(name);
            if (value == null) {
                fallback(name, input, values, faults);
            } else if (!input.kind().accepts(value.kind())) {
                faults.put(name, "Input '" + name + "' is " + input.kind() + ", got " + value.kind());
            } else {
                input.rule()
                        .fault(name, value)
                        .ifPresentOrElse(
                                fault -> faults.put(name, fault), () -> values.put(name, namer.nameInput(value)));
            }
        });
        List<String> warnings = new ArrayList<>();
        given.keySet().stream()
                .filter(name -> !plan.inputs().containsKey(name))
                .forEach(name -> warnings.add("Input '" + name + "' was given and is not one of the plan's; "
                        + Names.hint(name, plan.inputs().keySet())));
        return new RunInputs(Collections.unmodifiableMap(values), faults, List.copyOf(warnings));
    }

    private static void fallback(String name, PlanInput input, Map<String, Value> values, Map<String, String> faults) {
        if (input.defaultValue() == null) {
            faults.put(name, "Input '" + name + "' (" + input.kind() + ") was not given");
            return;
        }
        try {
            values.put(name, ValueJson.fromJson(input.defaultValue(), input.kind()));
        } catch (IllegalArgumentException e) {
            faults.put(name, "The default of input '" + name + "' is no " + input.kind() + ": " + e.getMessage());
        }
    }

    /** Why a step that needs these cannot run; null if it can. */
    @Nullable
    Failure missing(Set<Argument.Ref> needs) {
        for (Argument.Ref ref : needs) {
            String fault = ref.isInput() ? faults.get(ref.name()) : null;
            if (fault != null) {
                return new Failure(FailureKind.INVALID_ARGUMENT, fault, "");
            }
        }
        return null;
    }
}
