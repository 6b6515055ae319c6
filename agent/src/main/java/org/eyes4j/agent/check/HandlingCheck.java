package org.eyes4j.agent.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Fault.Code;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;

/** What is special about how steps are run: fallbacks, calls at a time, workflows inside. */
final class HandlingCheck {
    private final Plan plan;
    private final ToolRegistry tools;
    private final PlanLimits limits;
    private final Expressions expressions;
    private final Faults faults;
    private final PlanKinds kinds;
    /** The step that each fallback is for. */
    private final Map<String, String> fallbacks = new HashMap<>();

    HandlingCheck(
            Plan plan, ToolRegistry tools, PlanLimits limits, Expressions expressions, PlanKinds kinds, Faults faults) {
        this.plan = plan;
        this.tools = tools;
        this.limits = limits;
        this.expressions = expressions;
        this.kinds = kinds;
        this.faults = faults;
    }

    void check() {
        for (int i = 0; i < plan.steps().size(); i++) {
            PlanStep step = plan.steps().get(i);
            if (step.handling().parallel() > 0 && step.forEach() == null) {
                faults.add(
                        Code.FORMAT,
                        "/steps/" + i + "/parallel",
                        "Only a step with 'for_each' has 'parallel', got step '" + step.id() + "'");
            }
            if (step.handling().fallback() != null) {
                fallback(step, step.handling().fallback(), "/steps/" + i + "/on_failure");
            }
        }
        for (int i = 0; i < plan.steps().size(); i++) {
            for (Argument.Ref ref : plan.steps().get(i).needs(fallbacks.keySet())) {
                onlyInPlace("Step '" + plan.steps().get(i).id() + "'", ref, "/steps/" + i);
            }
        }
        plan.outputs().forEach((name, ref) -> onlyInPlace("The output", ref, "/outputs/" + Fault.token(name)));
    }

    private void fallback(PlanStep step, String fallback, String where) {
        Optional<PlanStep> other = plan.step(fallback);
        if (other.isEmpty() || fallback.equals(step.id())) {
            List<String> others = plan.steps().stream()
                    .map(PlanStep::id)
                    .filter(id -> !id.equals(step.id()))
                    .toList();
            faults.add(
                    Code.UNKNOWN_REFERENCE,
                    where,
                    "Step '" + step.id() + "' refers to '" + fallback + "' as its fallback, which is "
                            + (other.isEmpty() ? "no step" : "the step itself"),
                    Names.hint(fallback, others));
            return;
        }
        String already = fallbacks.putIfAbsent(fallback, step.id());
        if (already != null) {
            faults.add(
                    Code.FORMAT,
                    where,
                    "A step is the fallback of one other, got '" + fallback + "', which is that of '" + already + "'");
        }
        Optional<Kind> wanted = kinds.of(new Argument.Ref(step.id()));
        Optional<Kind> given = kinds.of(new Argument.Ref(fallback));
        if (wanted.isPresent() && given.isPresent() && !PlanKinds.mayFit(wanted.get(), given.get())) {
            faults.add(
                    Code.KIND,
                    where,
                    "The fallback of step '" + step.id() + "' gives " + wanted.get() + ", and '" + fallback + "' is "
                            + given.get());
        }
    }

    private void onlyInPlace(String who, Argument.Ref ref, String where) {
        String of = ref.isInput() ? null : fallbacks.get(ref.name());
        if (of != null) {
            faults.add(
                    Code.UNKNOWN_REFERENCE,
                    where,
                    who + " refers to '" + ref.name() + "', which runs only when '" + of + "' fails",
                    "refer to '" + of + "': its fallback's value stands in for its own");
        }
    }

    /** The workflow that a step runs, as a tool; empty where it is too faulty to be one. */
    Optional<ToolSpecification> nested(Plan nested, String where, int depth) {
        if (depth >= limits.depth()) {
            faults.add(
                    Code.LIMIT,
                    where + "/workflow",
                    "At most " + limits.depth() + " workflows are within one another, got more",
                    "allow more with the setting runs.max_depth");
            return Optional.empty();
        }
        for (Fault fault : new PlanCheck(nested, tools, limits, expressions, depth).run()) {
            faults.add(fault.code(), where + "/workflow" + fault.where(), fault.message(), fault.hint());
        }
        try {
            return Optional.of(PlanSignature.inside(nested, tools));
        } catch (IllegalArgumentException e) {
            faults.add(
                    Code.BAD_ID,
                    where + "/workflow/inputs",
                    "The inputs of a workflow that a step runs are named like arguments: " + e.getMessage());
            return Optional.empty();
        }
    }
}
