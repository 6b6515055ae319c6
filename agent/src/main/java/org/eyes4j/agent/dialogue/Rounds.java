package org.eyes4j.agent.dialogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;

/** Joins what was run in earlier rounds and what is to be run next into the one plan that is recorded. */
final class Rounds {
    private final RunResult before;

    Rounds(RunResult before) {
        this.before = before;
    }

    /** Finished steps, then the new ones. A step written again as it was is the finished one. */
    Plan join(Plan more) {
        Map<String, PlanStep> steps = new LinkedHashMap<>();
        for (PlanStep step : before.plan().steps()) {
            if (before.values().containsKey(step.id())) {
                steps.put(step.id(), step);
            }
        }
        List<PlanStep> joined = new ArrayList<>(steps.values());
        more.steps().stream().filter(step -> !step.equals(steps.get(step.id()))).forEach(joined::add);
        Map<String, PlanInput> inputs = new LinkedHashMap<>(before.plan().inputs());
        inputs.putAll(more.inputs());
        return new Plan(more.name(), inputs, joined, more.outputs());
    }

    /** The same, with everything finished that leads nowhere among the outputs: it is no fault of the new steps. */
    Plan checkable(Plan joined) {
        Set<String> ids = joined.steps().stream().map(PlanStep::id).collect(Collectors.toSet());
        Set<String> used = joined.steps().stream()
                .flatMap(step -> step.needs(ids).stream())
                .map(Argument.Ref::name)
                .collect(Collectors.toSet());
        joined.outputs().values().forEach(ref -> used.add(ref.name()));
        Map<String, Argument.Ref> outputs = new LinkedHashMap<>(joined.outputs());
        for (PlanStep step : joined.steps()) {
            if (before.values().containsKey(step.id()) && !used.contains(step.id())) {
                outputs.putIfAbsent(step.id(), new Argument.Ref(step.id()));
            }
        }
        return new Plan(joined.name(), joined.inputs(), joined.steps(), outputs);
    }

    /** What failed in earlier rounds stands in the record, where it stood, unless it was written anew. */
    Plan withFailed(Plan plan) {
        List<PlanStep> steps = new ArrayList<>();
        Set<String> known = plan.steps().stream().map(PlanStep::id).collect(Collectors.toSet());
        Set<String> placed = new LinkedHashSet<>();
        for (PlanStep step : before.plan().steps()) {
            boolean failed = before.step(step.id())
                    .filter(s -> s.status() == StepReport.Status.FAILED)
                    .isPresent();
            if (failed && !known.contains(step.id())) {
                steps.add(step);
            } else if (before.values().containsKey(step.id())) {
                plan.step(step.id()).ifPresent(kept -> {
                    steps.add(kept);
                    placed.add(kept.id());
                });
            }
        }
        plan.steps().stream().filter(step -> !placed.contains(step.id())).forEach(steps::add);
        Map<String, PlanInput> inputs = new LinkedHashMap<>(before.plan().inputs());
        inputs.putAll(plan.inputs());
        return new Plan(plan.name(), inputs, steps, plan.outputs());
    }

    /** A plan without some steps and all that needs them. */
    static Plan without(Plan plan, Set<String> some) {
        Set<String> gone = new LinkedHashSet<>(some);
        Set<String> ids = plan.steps().stream().map(PlanStep::id).collect(Collectors.toSet());
        boolean grown = true;
        while (grown) {
            grown = false;
            for (PlanStep step : plan.steps()) {
                boolean rests = step.needs(ids).stream().anyMatch(ref -> !ref.isInput() && gone.contains(ref.name()));
                grown |= rests && gone.add(step.id());
            }
        }
        List<PlanStep> steps =
                plan.steps().stream().filter(step -> !gone.contains(step.id())).toList();
        Map<String, Argument.Ref> outputs = new LinkedHashMap<>(plan.outputs());
        outputs.values().removeIf(ref -> !ref.isInput() && gone.contains(ref.name()));
        return new Plan(plan.name(), plan.inputs(), steps, outputs);
    }
}
