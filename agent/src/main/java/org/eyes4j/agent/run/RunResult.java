package org.eyes4j.agent.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.tools.value.Value;

/**
 * What a run came to. Regions in its values carry ids that are unique in the run.
 *
 * @param run its id
 * @param plan what ran
 * @param inputs what it was given
 * @param values what each finished step gave, by step id
 * @param steps a report a step, in the plan's order
 * @param warnings what a person should know, each once
 */
public record RunResult(
        String run,
        Plan plan,
        Map<String, Value> inputs,
        Map<String, Value> values,
        List<StepReport> steps,
        List<String> warnings) {
    /** Where nothing ran. */
    public static final RunResult NOTHING =
            new RunResult("", new Plan("", Map.of(), List.of(), Map.of()), Map.of(), Map.of(), List.of(), List.of());

    public RunResult {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    public RunResult named(String id) {
        return new RunResult(id, plan, inputs, values, steps, warnings);
    }

    /** The same for a plan of the same steps. */
    public RunResult planned(Plan other) {
        return new RunResult(run, other, inputs, values, steps, warnings);
    }

    /** What a reference stands for, if its step finished. */
    public Optional<Value> value(Argument.Ref ref) {
        return Optional.ofNullable(ref.isInput() ? inputs.get(ref.name()) : values.get(ref.name()));
    }

    /** The steps that failed and for which no fallback stood in. */
    public List<StepReport> troubles() {
        return steps.stream()
                .filter(s -> s.status() == StepReport.Status.FAILED && !values.containsKey(s.id()))
                .toList();
    }

    public Optional<StepReport> step(String id) {
        return steps.stream().filter(s -> s.id().equals(id)).findFirst();
    }
}
